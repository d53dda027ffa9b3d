using Sekisho.Commands;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Tests.Commands;

public sealed class ShowTests
{
    [Fact]
    public void A_reason_says_what_it_is_what_it_counts_and_which_rule_gave_it_by_which_values()
    {
        Assert.Equal(
            "attachment_disguised +20: A dangerous attachment (attachments.disguised: photo.jpg), rule 1a42",
            Show.Reason(new Reason(ReasonCode.AttachmentDisguised, "attachments.disguised: photo.jpg", 20, "1a42", "A dangerous attachment")));
        Assert.Equal("trusted_sender -2.5: Known (auth.dmarc: pass), rule r", Show.Reason(new Reason(ReasonCode.TrustedSender, "auth.dmarc: pass", -2.5, "r", "Known")));
        Assert.Equal("inspection_timeout: longer than 20 s", Show.Reason(new Reason(ReasonCode.InspectionTimeout, "longer than 20 s")));
    }
}
