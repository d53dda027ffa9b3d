using System.Globalization;
using System.Text;
using Sekisho.Testing;

namespace Sekisho.Edge.Tests;

public sealed class RealClientTests
{
    [ProgramFact("smtp-source")]
    public async Task Postfixs_load_generator_gets_every_message_accepted()
    {
        await using var mx = await MxUnderTest.StartAsync();
        var address = mx.Address("mx");
        await using var source = RunningProgram.Start(
            "smtp-source",
            ["-s", "5", "-m", "200", "-l", "5120", "-r", "2", "-f", "a@sender.example", "-t", "b@here.example", $"inet:{address.Address}:{address.Port.ToString(CultureInfo.InvariantCulture)}"]);
        Assert.True(await source.WaitForExitAsync() == 0, source.Output);
        Assert.Equal(200, mx.Calls.Accepted.Count);
        Assert.Equal(200, mx.Calls.Accepted.Select(accepted => accepted.Request.Id).Distinct().Count());
        Assert.All(mx.Calls.Accepted, accepted => Assert.Equal(2, accepted.Request.Envelope.Recipients.Count));
    }

    [SwaksFact]
    public async Task Swaks_submits_with_a_login_under_tls_and_pipelining()
    {
        await using var mx = await MxUnderTest.StartAsync();
        var address = mx.Address("submission");
        await using var swaks = RunningProgram.Start(
            "swaks",
            [
                "--server", $"{address.Address}:{address.Port.ToString(CultureInfo.InvariantCulture)}", "--tls", "--pipeline",
                "--auth", "PLAIN", "--auth-user", "tarou@here.example", "--auth-password", "secret",
                "--from", "tarou@here.example", "--to", "x@elsewhere.example", "--ehlo", "client.example", "--body", "from swaks",
            ]);
        Assert.True(await swaks.WaitForExitAsync() == 0, swaks.Output);
        var (request, content) = Assert.Single(mx.Calls.Accepted);
        Assert.Equal("tarou@here.example", request.Origin.Account);
        Assert.Contains("from swaks", Encoding.ASCII.GetString(content), StringComparison.Ordinal);
    }
}
