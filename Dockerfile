# The same build and the same server as `deno task start`, in a container.
FROM node:20-slim AS build
WORKDIR /course
RUN npm install --global deno@2.9.6
COPY . .
RUN deno task build

FROM node:20-slim
RUN npm install --global deno@2.9.6 && npm cache clean --force
WORKDIR /course
COPY --from=build /course/_fresh ./_fresh
# Not root: the server only reads its own build.
USER node
EXPOSE 8000
HEALTHCHECK CMD ["node", "-e", "fetch('http://localhost:8000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["deno", "serve", "-A", "--parallel", "--host", "0.0.0.0", "--port", "8000", "_fresh/server.js"]
