using System.Text;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Edge.Tests.Exempting;

public sealed class ExemptMailTests
{
    private const string Message = "Authentication-Results: mx.example; spf=pass\r\nAuthentication-Results: front.example; spf=pass\r\nSubject: hello\r\n\r\nHello\r\n";

    [Fact]
    public async Task Mail_of_an_exempt_network_is_not_inspected_and_says_so_everywhere()
    {
        await using var mx = await MxUnderTest.StartAsync(options => options with { ExemptNetworks = ["192.0.2.0/24", "127.0.0.0/8"], Greylisting = true });
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        Assert.StartsWith("250 2.0.0 OK queued as ", await client.SendMessageAsync(Message), StringComparison.Ordinal);
        Assert.Empty(mx.Calls.Inspected);
        var (request, stored) = Assert.Single(mx.Calls.Accepted);
        Assert.True(request.Verdict.IsExempt);
        Assert.Equal(Disposition.Accept, request.Verdict.Disposition);
        Assert.Equal("not inspected: 127.0.0.0/8 is exempt (inspect.exemptNetworks)", Assert.Single(request.Verdict.Reasons).Evidence);
        var text = Encoding.ASCII.GetString(stored);
        Assert.Contains($"\r\nX-Sekisho-Verdict: mx.example id={request.Id};\r\n\tnot-inspected; reasons=exempt_network\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Authentication-Results: mx.example", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\nAuthentication-Results: front.example; spf=pass\r\nSubject: hello\r\n\r\nHello\r\n\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_of_any_other_network_is_inspected()
    {
        await using var mx = await MxUnderTest.StartAsync(options => options with { ExemptNetworks = ["127.0.0.2/32", "2001:db8::/32"] });
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        Assert.StartsWith("250 ", await client.SendMessageAsync(Message), StringComparison.Ordinal);
        Assert.Single(mx.Calls.Inspected);
        Assert.False(Assert.Single(mx.Calls.Accepted).Request.Verdict.IsExempt);
    }

    [Fact]
    public async Task Mail_of_a_person_who_has_logged_in_is_inspected_wherever_it_comes_from()
    {
        await using var mx = await MxUnderTest.StartAsync(options => options with { ExemptNetworks = ["127.0.0.0/8"] });
        await using var client = await (await mx.ConnectAsync("submission")).HelloAsync();
        await client.StartTlsAsync();
        Assert.StartsWith("235 ", await client.LogInAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await client.SendMessageAsync("Subject: x\r\n\r\nx", "tarou@here.example", "friend@elsewhere.example"), StringComparison.Ordinal);
        Assert.Single(mx.Calls.Inspected);
        Assert.False(Assert.Single(mx.Calls.Accepted).Request.Verdict.IsExempt);
    }

    [Fact]
    public void A_verdict_with_any_other_reason_is_not_exempt()
    {
        var exempt = new Reason(ReasonCode.ExemptNetwork, "");
        Assert.True(new Verdict { Disposition = Disposition.Accept, Reasons = [exempt] }.IsExempt);
        Assert.False(new Verdict { Disposition = Disposition.Accept }.IsExempt);
        Assert.False(new Verdict { Disposition = Disposition.Accept, Reasons = [exempt, exempt] }.IsExempt);
        Assert.False(new Verdict { Disposition = Disposition.Tag, Reasons = [exempt] }.IsExempt);
    }
}
