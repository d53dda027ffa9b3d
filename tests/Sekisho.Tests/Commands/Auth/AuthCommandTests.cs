using System.Text.Json;
using Sekisho.Output;
using Sekisho.Testing.Dns;

namespace Sekisho.Tests.Commands.Auth;

public sealed class AuthCommandTests : IAsyncLifetime, IAsyncDisposable
{
    // The message and keys of RFC 8463 appendix A.
    private const string Signed =
        "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n subject : date : message-id : from : subject : date;\r\n"
        + " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
        + "From: Joe SixPack <joe@football.example.com>\r\nTo: Suzie Q <suzie@shopping.example.net>\r\nSubject: Is dinner ready?\r\nDate: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\nMessage-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
        + "\r\nHi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-auth-").FullName;

    private readonly ScriptedDnsServer _dns = ScriptedDnsServer.Start()
        .Add("example.com", "TXT", "v=spf1 ip4:192.0.2.0/24 -all exp=why.example.com")
        .Add("why.example.com", "TXT", "%{i} is not ours")
        .Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject; sp=quarantine; t=y")
        .Add("brisbane._domainkey.football.example.com", "TXT", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

    public async ValueTask DisposeAsync()
    {
        await _dns.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Spf_checks_the_sender()
    {
        var pass = await RunAsync("spf", "--ip", "192.0.2.7", "--helo", "mx.example.com", "--mail-from", "<ann@example.com>");
        Assert.Equal(("pass", "mailfrom", "ip4:192.0.2.0/24"), (Text(pass, "result"), Text(pass, "identity"), Text(pass, "term")));
        var fail = await RunAsync("spf", "--ip", "203.0.113.9", "--helo", "mx.example.net", "--mail-from", "ann@example.com");
        Assert.Equal(("fail", "203.0.113.9 is not ours"), (Text(fail, "result"), Text(fail, "explanation")));
    }

    [Fact]
    public async Task Spf_checks_HELO_alone_and_for_the_null_reverse_path()
    {
        var helo = await RunAsync("spf", "--ip", "192.0.2.7", "--helo", "example.com");
        Assert.Equal(("pass", "helo"), (Text(helo, "result"), Text(helo, "identity")));
        Assert.Equal("pass", Text(await RunAsync("spf", "--ip", "192.0.2.7", "--helo", "example.com", "--mail-from", "<>"), "result"));
    }

    [Fact]
    public async Task Dkim_verifies_files_and_names_those_that_cannot_be_read()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.eml"), Signed);
        await File.WriteAllTextAsync(Path.Combine(_folder, "b.eml"), Signed.Replace("lost", "won", StringComparison.Ordinal));
        var run = await CommandRun.Of(new FakeSystem(), "", ["auth", "dkim", "a.eml", "b.eml", "none.eml", "--dns", _dns.Address, "--json"], _folder);
        Assert.Equal(ExitCodes.Failed, run.Exit);
        var lines = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["pass", "fail"], lines.Take(2).Select(line => Text(line, "result")));
        Assert.Equal(("football.example.com", "brisbane"), (Text(lines[0].GetProperty("signatures")[0], "domain"), Text(lines[0].GetProperty("signatures")[0], "selector")));
        Assert.Equal("body_differs", Text(lines[1].GetProperty("signatures")[0], "problem"));
        Assert.Equal(["file", "error"], lines[2].EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Arc_says_none_without_a_chain()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.eml"), Signed);
        var run = await CommandRun.Of(new FakeSystem(), "", ["auth", "arc", "a.eml", "--dns", _dns.Address, "--json"], _folder);
        Assert.Equal((ExitCodes.Done, "none"), (run.Exit, Text(JsonDocument.Parse(run.Lines[0]).RootElement, "result")));
    }

    [Fact]
    public async Task Dmarc_says_result_policy_place_and_alignment()
    {
        var fail = await RunAsync("dmarc", "--from", "mail.example.com", "--spf-pass", "example.net", "example.org", "--dkim-pass", "example.net");
        Assert.Equal(("fail", "quarantine", "sp", "none", "example.com"), (Text(fail, "result"), Text(fail, "policy"), Text(fail, "policyTag"), Text(fail, "applied"), Text(fail, "recordDomain")));
        Assert.Equal(3, fail.GetProperty("alignment").GetArrayLength());
        var pass = await RunAsync("dmarc", "--from", "example.com", "--dkim-pass", "mail.example.com");
        Assert.Equal(("pass", "relaxed", true), (Text(pass, "result"), Text(pass.GetProperty("alignment")[0], "mode"), pass.GetProperty("alignment")[0].GetProperty("aligned").GetBoolean()));
        Assert.Equal("none", Text(await RunAsync("dmarc", "--from", "example.net"), "result"));
    }

    [Theory]
    [InlineData("auth", "spf", "--ip", "nonsense", "--helo", "a.example")]
    [InlineData("auth", "spf", "--ip", "192.0.2.1")]
    [InlineData("auth", "dmarc")]
    [InlineData("auth", "dkim")]
    [InlineData("auth", "arc", "x.eml", "--dns", "nonsense")]
    public async Task Wrong_usage_is_said(params string[] arguments) => Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(arguments)).Exit);

    private async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var run = await CommandRun.Of(["auth", .. arguments, "--dns", _dns.Address, "--json"]);
        Assert.True(run.Exit == ExitCodes.Done, run.Error);
        return JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
}
