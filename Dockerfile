# One process of the bot. It writes to /var/lib/cakupan alone, so its root may be read-only.
#
# A server without the public registry, or one that wants the very same base each time, names its own:
# --build-arg PYTHON=registry.example/python@sha256:…
ARG PYTHON=docker.io/library/python:3.13-slim-trixie

FROM ${PYTHON} AS build
WORKDIR /opt/cakupan
COPY requirements.txt ./
# wheels alone, each checked against the hashes of the lock: no compiler, nothing that runs while it is installed
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
        --only-binary :all: --require-hashes --requirement requirements.txt \
    && .venv/bin/python -m pip uninstall --yes --quiet pip
COPY LICENSE NOTICE ./
COPY core core
COPY bot bot
COPY locales locales
COPY deploy/healthy.py deploy/healthy.py
# nothing can be compiled later: the root is read-only
RUN .venv/bin/python -m compileall -q core bot && chmod -R u=rwX,go=rX .

FROM ${PYTHON}
RUN groupadd --gid 10001 cakupan \
    && useradd --uid 10001 --gid cakupan --no-create-home --home-dir /var/lib/cakupan --shell /usr/sbin/nologin cakupan \
    && install --directory --owner cakupan --group cakupan --mode 0700 /var/lib/cakupan
COPY --from=build /opt/cakupan /opt/cakupan
WORKDIR /opt/cakupan
ENV PATH=/opt/cakupan/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HTTP_ADDRESS=0.0.0.0:8080 \
    DATABASE_URL=sqlite:////var/lib/cakupan/cakupan.db
USER 10001:10001
VOLUME /var/lib/cakupan
EXPOSE 8080
# the bot ends within 15 seconds of it, and with it the processes that it has started for a picture or a table; run it
# under an init all the same (`docker run --init`, `init: true`): it hears nothing in its first second otherwise
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "deploy/healthy.py"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
