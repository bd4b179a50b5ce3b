# The images of Berth's programs: docker build --target worker, starter or aws (the simulator).
ARG BUILDER=maven:3-eclipse-temurin-25

# From the sources; where the context is what Maven made outside (tools/images/build.sh), nothing is left to do.
FROM ${BUILDER} AS programs
WORKDIR /berth
COPY . .
RUN test -d worker/target/lib || mvn -B -ntp -q package -Dmaven.test.skip=true -Dspotless.check.skip=true

FROM eclipse-temurin:25-jre AS program
ARG VERSION=unknown
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.version=${VERSION} \
      org.opencontainers.image.revision=${REVISION} \
      org.opencontainers.image.source=${SOURCE}
# Of all users only by number: a read-only container needs no entry in /etc/passwd.
USER 10001:10001
WORKDIR /berth
COPY compose/java.options compose/healthy.sh ./

# The same image migrates the registry, with dev.berth.worker.migrate.Main in place of Main.
FROM program AS worker
LABEL org.opencontainers.image.title="Berth worker"
COPY --from=programs /berth/worker/target/lib lib
COPY --from=programs /berth/worker/target/classes classes
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --retries=3 \
  CMD ["./healthy.sh", "8481", "/health"]
ENTRYPOINT ["java", "@java.options", "dev.berth.worker.Main"]

FROM program AS starter
LABEL org.opencontainers.image.title="Berth starter"
COPY --from=programs /berth/starter/target/lib lib
COPY --from=programs /berth/starter/target/classes classes
EXPOSE 8480
ENV BERTH_BIND=0.0.0.0
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --retries=3 \
  CMD ["./healthy.sh", "8480", "/health"]
ENTRYPOINT ["java", "@java.options", "dev.berth.starter.Main"]

# Of no use outside of tests and laptops. It has the policies of worker and starter, and judges by them.
FROM program AS aws
LABEL org.opencontainers.image.title="Berth AWS simulator"
COPY --from=programs /berth/starter/target/lib lib
COPY --from=programs /berth/worker/target/lib lib
COPY --from=programs /berth/cli/target/lib lib
COPY --from=programs /berth/cli/target/classes classes
COPY --from=programs /berth/starter/target/classes classes
COPY --from=programs /berth/servers/target/classes classes
COPY --from=programs /berth/simulator/target/classes classes
COPY --from=programs /berth/audit/target/classes classes
COPY --from=programs /berth/local/target/classes classes
USER root
RUN install -d -o 10002 -g 10002 /account
USER 10002:10002
VOLUME /account
EXPOSE 8482 8483
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --retries=3 \
  CMD ["./healthy.sh", "8483", "/_simulator/health"]
ENTRYPOINT ["java", "@java.options", "dev.berth.local.Main", "aws", "--folder", "/account", "--bind", "0.0.0.0"]
