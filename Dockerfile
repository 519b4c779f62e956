# The package from npm, for builds that run images: docker run --rm -v "$PWD:/src:ro" etcd-lint
FROM node:20-alpine
ARG VERSION=latest
RUN apk add --no-cache git \
  && npm install --global --ignore-scripts "etcd-lint@${VERSION}" \
  && npm cache clean --force \
  && git config --system --add safe.directory /src
USER node
WORKDIR /src
ENTRYPOINT ["etcd-lint"]
