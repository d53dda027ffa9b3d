using System.Text;
using Sekisho.Deliver.Leasing;
using Sekisho.Store.Intake;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;

namespace Sekisho.Deliver.Tests.Signing;

/// <summary>Other implementations verify what leaves here.</summary>
public sealed class PeerTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Message = "Received: from desk\r\nFrom: =?utf-8?q?A=C3=A4?= <ann@house.example>\r\nTo: bob@else.example\r\nSubject: folded\r\n\tover  lines \r\nDate: Sun, 22 Nov 2026 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n\r\n.Hello  Bob.\t \r\n \r\nEnd\r\n\r\n\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-signed-").FullName;
    private readonly ScriptedSmtpServer _server = ScriptedSmtpServer.Start();
    private readonly KeysInMemory _keys = new();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _keys.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [PythonDkimFact("nacl")]
    public async Task Dkimpy_verifies_both_signatures()
    {
        await SendAsync(OriginKind.Submission, "house.example", Message, "ed", "rsa");
        Assert.Equal("True True", await PythonAsync("d = dkim.DKIM(open(sys.argv[1], 'rb').read())\nprint(d.verify(idx=0, dnsfunc=dns), d.verify(idx=1, dnsfunc=dns))"));
    }

    [PythonDkimFact]
    public async Task Dkimpy_validates_the_seal()
    {
        await SendAsync(OriginKind.Relay, "else.example", "Received: from x\r\nAuthentication-Results: mail.test;\r\n spf=pass smtp.mailfrom=house.example\r\n" + Message, "rsa");
        Assert.Equal("b'pass'", await PythonAsync("cv, results, reason = dkim.arc_verify(open(sys.argv[1], 'rb').read(), dnsfunc=dns)\nprint(cv) if cv == b'pass' else print(cv, reason)"));
    }

    [ProgramFact("opendkim")]
    public async Task OpenDKIM_verifies_the_RSA_signature()
    {
        await SendAsync(OriginKind.Submission, "house.example", Message, "rsa");
        await File.WriteAllTextAsync(At("conf"), $"Mode v\nTestPublicKeys {At("openkeys")}\nBaseDirectory {_folder}\n");
        await File.WriteAllTextAsync(At("openkeys"), $"rsa._domainkey.house.example {KeysInMemory.RecordOf("rsa")}\n");
        await using var run = RunningProgram.Start("opendkim", ["-x", At("conf"), "-t", At("m"), "-v"]);
        await run.WaitForExitAsync();
        Assert.Contains("verification (s=rsa, d=house.example, 2048-bit key) succeeded", run.Output, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private async Task SendAsync(OriginKind origin, string domain, string message, params string[] selectors)
    {
        await using var deliver = await DeliverUnderTest.StartAsync();
        deliver.Store.Sign = _keys.Answer;
        _keys.Add(deliver.Dns, domain, domain, selectors);
        DeliveryJob With(DeliveryJob job) => job with { Origin = origin, Account = origin == OriginKind.Submission ? "ann@house.example" : null };
        await deliver.DeliverAsync(DeliverUnderTest.Relay(_server), message, "ann@house.example", With, "bob@else.example");
        await File.WriteAllBytesAsync(At("m"), Assert.Single(_server.Messages).Content);
        await File.WriteAllTextAsync(At("keys"), string.Concat(selectors.Select(selector => $"{selector}._domainkey.{domain}\t{KeysInMemory.RecordOf(selector)}\n")), Encoding.ASCII);
    }

    private async Task<string> PythonAsync(string script)
    {
        const string keys = "keys = {}\nfor line in open(sys.argv[2]):\n    name, value = line.rstrip('\\n').split('\\t')\n    keys[name.encode()] = value.encode()\ndef dns(name, timeout=5):\n    return keys.get(name.rstrip(b'.'))\n";
        await using var run = RunningProgram.Start(PythonDkimFactAttribute.Python, ["-c", "import sys, dkim\n" + keys + script, At("m"), At("keys")]);
        var exit = await run.WaitForExitAsync();
        Assert.True(exit == 0, run.Output);
        return run.StandardOutput.Trim();
    }
}
