# Stand in for public images in tests, as far as Dockerfile and docker-compose.yml use those: see lookalikes.sh.
ARG MADE
FROM berth/look-alike-base:${MADE} AS base
ARG MADE
LABEL berth.look-alike=${MADE}

FROM base AS java
COPY java /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

FROM base AS postgres
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN ln -s /usr/lib/postgresql/*/bin/* /usr/local/bin/ 2>/dev/null; \
    install -d -o postgres -g postgres -m 1777 /var/lib/postgresql/data && install -d -o postgres -m 3777 /var/run/postgresql
ENV PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
EXPOSE 5432
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]

FROM base AS temporal-user
RUN useradd --create-home --uid 1000 temporal

FROM temporal-user AS server
COPY temporal-server /usr/local/bin/
COPY temporal-entrypoint.sh /etc/temporal/entrypoint.sh
# Their shell is Alpine's, which knows pipefail.
RUN sed -i '1s:.*:#!/bin/bash:' /etc/temporal/entrypoint.sh && chmod 755 /etc/temporal/entrypoint.sh
WORKDIR /etc/temporal
USER temporal
CMD ["/etc/temporal/entrypoint.sh"]

FROM temporal-user AS admin-tools
COPY temporal temporal-sql-tool /usr/local/bin/
COPY schema /etc/temporal/schema
USER temporal

FROM base AS ui
RUN useradd --uid 5000 temporal
WORKDIR /home/ui-server
COPY ui-server start-ui-server.sh ./
COPY ui-config config
RUN chmod 755 ui-server start-ui-server.sh && chown -R temporal .
EXPOSE 8080
ENTRYPOINT ["./start-ui-server.sh"]
