using Sekisho.Inspect.Decision;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Decision;

public sealed class DecisionTableTests
{
    [Theory]
    [InlineData("antivirus.signatures", ReasonCode.Malware, Disposition.Reject)]
    [InlineData("attachments.blocked", ReasonCode.AttachmentBlocked, Disposition.Quarantine)]
    [InlineData("attachments.disguised", ReasonCode.AttachmentDisguised, Disposition.Quarantine)]
    [InlineData("auth.dmarc_rejects", ReasonCode.DmarcReject, Disposition.Quarantine)]
    [InlineData("auth.dmarc_quarantines", ReasonCode.DmarcQuarantine, Disposition.Quarantine)]
    [InlineData("office.macro_dangerous", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("office.xlm", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("office.dde", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("office.remote_template", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("office.equation", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("pdf.launch", ReasonCode.DocumentDangerous, Disposition.Quarantine)]
    [InlineData("archives.bombs", ReasonCode.ArchiveBomb, Disposition.Quarantine)]
    [InlineData("attachments.locked", ReasonCode.AttachmentLocked, Disposition.Tag)]
    [InlineData("inspection.limits", ReasonCode.StructureLimit, Disposition.Quarantine)]
    [InlineData("antivirus.too_large", ReasonCode.ScanIncomplete, Disposition.Quarantine)]
    [InlineData("structure.ambiguities_hiding", ReasonCode.StructureAmbiguous, Disposition.Quarantine)]
    [InlineData("structure.ambiguities_doubtful", ReasonCode.StructureAmbiguous, Disposition.Tag)]
    [InlineData("antivirus.error", ReasonCode.ScannerUnavailable, Disposition.Defer)]
    [InlineData("inspection.crashed", ReasonCode.InspectionCrashed, Disposition.Defer)]
    public void Each_row_gives_its_reason_with_the_fact_as_evidence(string fact, ReasonCode code, Disposition disposition)
    {
        var facts = new FactSet();
        if (FactCatalogue.ByName[fact].Kind == FactKind.List) facts.Set(fact, ["one", "two"]);
        else facts.Set(fact, "one; two");
        var verdict = DecisionTable.Decide(facts, new InspectOptions());
        Assert.Equal(disposition, verdict.Disposition);
        var reason = Assert.Single(verdict.Reasons);
        Assert.Equal(code, reason.Code);
        Assert.Equal("one; two", reason.Evidence);
        Assert.Equal(verdict.Score, reason.Points);
    }

    [Fact]
    public void There_is_one_test_for_each_row() => Assert.Equal(19, DecisionTable.Rules.Count);

    [Fact]
    public void Nothing_found_is_accept() => Assert.Equal(Disposition.Accept, DecisionTable.Decide(new FactSet(), new InspectOptions()).Disposition);

    [Fact]
    public void Reject_goes_before_defer_before_quarantine_before_tag()
    {
        var facts = new FactSet();
        var seen = new List<Disposition>();
        foreach (var fact in (string[])["structure.ambiguities_doubtful", "attachments.blocked", "antivirus.error", "antivirus.signatures"])
        {
            facts.Set(fact, ["x"]);
            seen.Add(DecisionTable.Decide(facts, new InspectOptions()).Disposition);
        }

        Assert.Equal([Disposition.Tag, Disposition.Quarantine, Disposition.Defer, Disposition.Reject], seen);
        Assert.Equal(ReasonCode.Malware, DecisionTable.Decide(facts, new InspectOptions()).Reasons[0].Code);
    }

    [Fact]
    public void An_option_of_accept_gives_no_reason()
    {
        var facts = new FactSet();
        facts.Set("antivirus.too_large", ["x"]);
        Assert.Empty(DecisionTable.Decide(facts, new InspectOptions { WhenTooLargeForScanner = Disposition.Accept }).Reasons);
    }

    [Fact]
    public void Evidence_is_cut()
    {
        var facts = new FactSet();
        facts.Set("attachments.blocked", [new string('x', 500)]);
        Assert.Equal(500, DecisionTable.Decide(facts, new InspectOptions()).Reasons[0].Evidence.Length);
        facts.Set("attachments.blocked", [new string('x', 501)]);
        Assert.Equal(new string('x', 500) + "…", DecisionTable.Decide(facts, new InspectOptions()).Reasons[0].Evidence);
    }
}
