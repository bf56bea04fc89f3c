# Goalgraph's HTTP API and pages, as an installed wheel: no checkout, no compiler, no root.
# The base image is best named by digest where images are rebuilt: docker build --build-arg PYTHON=…
ARG PYTHON=python:3.13-slim

FROM ${PYTHON} AS build
WORKDIR /source
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY graph graph
COPY loaders loaders
COPY views views
COPY api api
COPY data data
# What is locked, by hash; then the wheel without looking for anything else.
RUN python -m venv /opt/goalgraph \
    && /opt/goalgraph/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && /opt/goalgraph/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/goalgraph/bin/pip install --no-cache-dir --no-deps /wheels/goalgraph-*.whl

FROM ${PYTHON}
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin goalgraph \
    && install -d -o goalgraph -g goalgraph /data
COPY --from=build /opt/goalgraph /opt/goalgraph
ENV PATH=/opt/goalgraph/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    GOALGRAPH_HOST=0.0.0.0 \
    GOALGRAPH_LOG=requests \
    GOALGRAPH_PORT=8000 \
    GOALGRAPH_STORE=file:/data/goalgraph.db
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
# Python is there, curl is not.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/ready', timeout=4)"]
CMD ["goalgraph", "start"]
