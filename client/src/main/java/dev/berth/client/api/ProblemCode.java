package dev.berth.client.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The stable words by which programs tell one {@link Problem} from another. */
public enum ProblemCode {
  /** The request itself is wrong; {@code errors} lists every fault. */
  BAD_INPUT(400),

  /** The request shows no API key. */
  KEY_MISSING(401),
  /** The API key is unknown, expired or revoked. */
  KEY_REFUSED(401),

  /** The API key has none of the scopes that the request needs. */
  SCOPE_MISSING(403),
  /** The API key is for other customers. */
  OTHER_CUSTOMERS(403),
  /** The request names a host that is not this starter. */
  UNKNOWN_HOST(403),
  /** A web page of another site made a browser ask. */
  FOREIGN_PAGE(403),

  /** The API has no such path. */
  NO_SUCH_PATH(404),
  /** No core of this name was ever requested. */
  NO_SUCH_CORE(404),
  /** The registry has no such host. */
  NO_SUCH_HOST(404),
  /** The registry has no such image. */
  NO_SUCH_IMAGE(404),
  /** There is no such operation. */
  NO_SUCH_OPERATION(404),
  /** There is no such API key. */
  NO_SUCH_KEY(404),
  /** The host failed, was retired or was lost. */
  HOST_GONE(404),
  /** The region is not frozen. */
  NOT_FROZEN(404),

  /** The path does not take this method. */
  METHOD_NOT_ALLOWED(405),
  /** The API answers with JSON only. */
  NOT_ACCEPTABLE(406),
  /** The body is larger than any request can be. */
  BODY_TOO_LARGE(413),
  /** The body is not JSON. */
  UNSUPPORTED_MEDIA_TYPE(415),

  /** The core is ready, with another region, plan or version. */
  CORE_DIFFERS(409),
  /** The core is not ready: it has no credentials yet, and cannot be restarted. */
  CORE_NOT_READY(409),
  /** An operation of the same kind is under way for a different request. */
  DIFFERENT_REQUEST_RUNS(409),
  /** The operation is being unwound. */
  UNWINDING(409),
  /** Another operation works on the same core, host, image or region. */
  OPERATION_RUNS(409),
  /** The operation has ended. */
  ENDED(409),
  /** The operation is past its point of no return. */
  TOO_LATE(409),
  /** The operation is not held. */
  NOT_HELD(409),
  /** The operation is held in another step than the request names. */
  OTHER_STEP(409),
  /** The held step does not allow this verb. */
  NOT_ALLOWED(409),
  /** The operation refuses the verb for a reason that this starter does not know. */
  VERB_REFUSED(409),
  /** A core holds a slot of the host, or a slot is quarantined. */
  HOST_IN_USE(409),
  /** No core holds a slot of the host. */
  HOST_EMPTY(409),
  /** Only a ready host has an instance to replace. */
  HOST_NOT_READY(409),
  /** Hosts run the image. */
  IMAGE_IN_USE(409),
  /** The image is current in its region. */
  IMAGE_CURRENT(409),
  /** No host can boot from the image. */
  IMAGE_NOT_AVAILABLE(409),
  /** The image is retired already. */
  IMAGE_RETIRED(409),
  /** More hosts than the account's vCPU quota allows. */
  OVER_QUOTA(409),
  /** Another API key has the name. */
  KEY_EXISTS(409),
  /** The API key is expired, revoked or replaced. */
  KEY_ENDED(409),

  /** The address sent too many requests without a valid API key. */
  TOO_MANY_FAILURES(429),

  /** Berth failed; its log has the cause. */
  INTERNAL_ERROR(500),

  /** No worker answers. */
  NO_WORKER(503),
  /** Temporal does not answer. */
  TEMPORAL_UNREACHABLE(503),
  /** Temporal asks for fewer requests. */
  TEMPORAL_BUSY(503),
  /** Temporal lacks Berth's namespace or search attributes. */
  TEMPORAL_REFUSES(503),
  /** The registry does not answer. */
  REGISTRY_UNREACHABLE(503),
  /** The registry has no tables, older ones, or those of another installation. */
  REGISTRY_UNFIT(503),
  /** Parameter Store does not hold the core's API key. */
  SECRET_MISSING(503),
  /** AWS does not let the starter read the core's API key. */
  SECRET_STORE_REFUSES(503),
  /** Parameter Store does not answer. */
  SECRET_STORE_UNREACHABLE(503),
  /** The image could not be planned. */
  IMAGE_NOT_PLANNED(503),
  /** The sweep could not see everything. */
  SWEEP_FAILED(503);

  private final int status;

  ProblemCode(int status) {
    this.status = status;
  }

  /** As {@link Problem#code()} has it, e.g. {@code no-such-core}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status of every problem with this code. */
  public int status() {
    return status;
  }

  /** The code of this word; empty when only a newer Berth knows it. */
  public static Optional<ProblemCode> of(String word) {
    return Arrays.stream(values()).filter(code -> code.word().equals(word)).findAny();
  }
}
