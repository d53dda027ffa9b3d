using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Tests.Intake;

public sealed class DescribeVerdictTests
{
    [Fact]
    public void A_verdict_is_told_in_the_words_of_json()
    {
        Assert.Equal("accept", DescribeVerdict.InWords(new Verdict { Disposition = Disposition.Accept }));
        var verdict = new Verdict { Disposition = Disposition.Quarantine, Reasons = [new Reason(ReasonCode.AttachmentBlocked, "part 2: .exe by name")] };
        Assert.Equal("quarantine; attachment_blocked: part 2: .exe by name", DescribeVerdict.InWords(verdict));
    }
}
