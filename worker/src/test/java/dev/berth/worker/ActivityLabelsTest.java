package dev.berth.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.sweep.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityLabelsTest {
  private static final String OPERATION = "923bcaca-a02b-375d-8d3a-0a3f4e2f8f4e";

  @Test
  void anActivityIsLabelledWithTheHostTheInstanceAndTheAddress() {
    Host host = new Host("h0123456789a", "us-east-1", "i-0abc", "10.0.0.5");

    assertThat(ActivityLabels.of(host, "berth/core:10.1", OPERATION))
        .isEqualTo("h0123456789a, i-0abc, 10.0.0.5");
  }

  @Test
  void aLaunchIsLabelledWithWhatIsAskedFor() {
    InstanceRequest start =
        new InstanceRequest.Start(
            "h0123456789a", 2, "us-east-1", "us-east-1a", "t3.small", "ami-1", "i-0abc");

    assertThat(ActivityLabels.of(start)).isEqualTo("h0123456789a, i-0abc");
    assertThat(ActivityLabels.of(new HostRequest("h0123456789a", "us-east-1", Plan.PACKED)))
        .isEqualTo("h0123456789a");
  }

  @Test
  void whatIsNamedTwiceIsShownOnce() {
    RetireRequest retire =
        new RetireRequest(
            "h0123456789a", "us-east-1", Plan.PACKED, "empty", Requester.BERTH, false);

    assertThat(ActivityLabels.of(retire, "h0123456789a", "10.0.0.5:3567"))
        .isEqualTo("h0123456789a, 10.0.0.5:3567");
  }

  @Test
  void aLongOneIsCut() {
    Finding finding = Finding.of(Finding.Kind.STRANGE, "k", "ä".repeat(500));

    assertThat(ActivityLabels.of(finding)).startsWith("strange, ää").hasSize(100);
  }

  @Test
  void withoutAnyOfTheseThereIsNoLabel() {
    assertThat(ActivityLabels.of("us-east-1", OPERATION, List.of("i-0abc"), null)).isEmpty();
  }
}
