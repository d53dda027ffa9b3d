using System.Text;
using Sekisho.MailAuth.Arc;
using Sekisho.MailAuth.Dkim;
using Sekisho.Testing;
using static Sekisho.MailAuth.Tests.Dkim.DkimBench;

namespace Sekisho.MailAuth.Tests.Dkim;

/// <summary>Other implementations verify what we sign, and we verify what they sign.</summary>
public sealed class PeerTests : IDisposable
{
    private const string Keys = "keys = {}\nfor line in open(sys.argv[2]):\n    name, value = line.rstrip('\\n').split('\\t')\n    keys[name.encode()] = value.encode()\ndef dns(name, timeout=5):\n    return keys.get(name.rstrip(b'.'))\n";

    private readonly DkimBench _bench = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-peers-").FullName;

    public PeerTests()
    {
        File.WriteAllText(At("keys"), $"rsa._domainkey.example.com\t{RsaRecord(Rsa2048)}\ned._domainkey.example.com\tv=DKIM1; k=ed25519; p={Convert.ToBase64String(PublicSeedKey())}\n");
        File.WriteAllText(At("rsa.pem"), Rsa2048.ExportRSAPrivateKeyPem());
        File.WriteAllText(At("ed.key"), Convert.ToBase64String(Seed));
        File.SetUnixFileMode(At("rsa.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PythonDkimFact("nacl")]
    public async Task Dkimpy_verifies_what_we_sign()
    {
        foreach (var (selector, header, body) in new[] { ("rsa", true, true), ("rsa", false, false), ("rsa", true, false), ("ed", true, true), ("ed", false, true) })
        {
            await File.WriteAllBytesAsync(At("m"), Bytes(await _bench.SignAsync(Message, selector, how => how with { RelaxedHeader = header, RelaxedBody = body, Identity = "ann@example.com" })));
            Assert.Equal("True", await PythonAsync("print(dkim.verify(open(sys.argv[1], 'rb').read(), dnsfunc=dns))"));
        }
    }

    [PythonDkimFact("nacl")]
    public async Task We_verify_what_dkimpy_signs()
    {
        foreach (var (algorithm, key, selector) in new[] { ("rsa-sha256", "rsa.pem", "rsa"), ("ed25519-sha256", "ed.key", "ed") })
        {
            foreach (var form in new[] { "simple", "relaxed" })
            {
                foreach (var body in new[] { "simple", "relaxed" })
                {
                    await File.WriteAllBytesAsync(At("m"), Bytes(Message));
                    await PythonAsync(
                        $"m = open(sys.argv[1], 'rb').read()\nopen(sys.argv[1] + '.signed', 'wb').write(dkim.sign(m, b'{selector}', b'example.com', open('{At(key)}', 'rb').read(), signature_algorithm=b'{algorithm}', canonicalize=(b'{form}', b'{body}'), identity=b'@example.com') + m)");
                    var outcome = await _bench.VerifyAsync(await File.ReadAllBytesAsync(At("m.signed")));
                    Assert.True(outcome.Result == AuthResult.Pass || outcome.Signatures[0].Problem == DkimProblem.FromTheFuture, outcome.Signatures[0].Detail);
                    // The signature's time is the real one: verified again with the real clock.
                    Assert.Equal(AuthResult.Pass, (await new DkimVerifier(_bench.Zone, TimeProvider.System, Ed25519).VerifyAsync(await File.ReadAllBytesAsync(At("m.signed")))).Result);
                }
            }
        }
    }

    [PythonDkimFact]
    public async Task Dkimpy_validates_the_chains_we_seal()
    {
        var message = Message;
        for (var hop = 0; hop < 2; hop++) message = await SealAsync(message);
        await File.WriteAllBytesAsync(At("m"), Bytes(message));
        Assert.Equal("b'pass'", await PythonAsync("cv, results, reason = dkim.arc_verify(open(sys.argv[1], 'rb').read(), dnsfunc=dns)\nprint(cv, file=sys.stdout) if cv == b'pass' else print(cv, reason)"));
    }

    [PythonDkimFact("authres")]
    public async Task We_validate_the_chains_dkimpy_seals()
    {
        var message = "Authentication-Results: mx.example.com; spf=pass smtp.mailfrom=example.com\r\n" + Message;
        await File.WriteAllBytesAsync(At("m"), Bytes(message));
        await PythonAsync(
            "m = open(sys.argv[1], 'rb').read()\n"
            + $"s = dkim.arc_sign(m, b'rsa', b'example.com', open('{At("rsa.pem")}', 'rb').read(), b'mx.example.com', include_headers=[b'from', b'to', b'subject'])\n"
            + "open(sys.argv[1] + '.sealed', 'wb').write(b''.join(s) + m)");
        var outcome = await new ArcVerifier(_bench.Zone, TimeProvider.System, Ed25519).VerifyAsync(await File.ReadAllBytesAsync(At("m.sealed")));
        Assert.True(outcome.Result == AuthResult.Pass, outcome.Detail);
        Assert.Equal("example.com", outcome.Sets[0].Domain);
    }

    [ProgramFact("opendkim")]
    public async Task OpenDKIM_verifies_what_we_sign()
    {
        await File.WriteAllTextAsync(At("conf"), $"Mode v\nTestPublicKeys {At("openkeys")}\nBaseDirectory {_folder}\n");
        await File.WriteAllTextAsync(At("openkeys"), $"rsa._domainkey.example.com {RsaRecord(Rsa2048)}\n");
        foreach (var relaxed in new[] { true, false })
        {
            await File.WriteAllBytesAsync(At("m"), Bytes(await _bench.SignAsync(Message, "rsa", how => how with { RelaxedHeader = relaxed, RelaxedBody = relaxed })));
            await using var run = RunningProgram.Start("opendkim", ["-x", At("conf"), "-t", At("m"), "-v"]);
            await run.WaitForExitAsync();
            Assert.Contains("verification (s=rsa, d=example.com, 2048-bit key) succeeded", run.Output, StringComparison.Ordinal);
        }
    }

    [ProgramFact("opendkim")]
    public async Task We_verify_what_OpenDKIM_signs()
    {
        await File.WriteAllBytesAsync(At("m"), Bytes(Message));
        foreach (var form in new[] { "relaxed/relaxed", "simple/simple", "relaxed/simple" })
        {
            await File.WriteAllTextAsync(At("conf"), $"Mode s\nDomain example.com\nSelector rsa\nKeyFile {At("rsa.pem")}\nCanonicalization {form}\nOversignHeaders From\nBaseDirectory {_folder}\nRequireSafeKeys false\n");
            await using var run = RunningProgram.Start("opendkim", ["-x", At("conf"), "-t", At("m"), "-vvv"]);
            await run.WaitForExitAsync();
            var inserted = run.StandardOutput[(run.StandardOutput.IndexOf("### INSHEADER", StringComparison.Ordinal) is >= 0 and var at ? at : 0)..];
            var begin = inserted.IndexOf("hvalue='", StringComparison.Ordinal);
            Assert.True(begin >= 0, run.Output);
            var value = inserted[(begin + 8)..inserted.IndexOf('\'', begin + 8)];
            var signed = "DKIM-Signature: " + value.TrimStart(' ').ReplaceLineEndings("\r\n") + "\r\n" + Message;
            var outcome = await new DkimVerifier(_bench.Zone, TimeProvider.System, Ed25519).VerifyAsync(Bytes(signed));
            Assert.True(outcome.Result == AuthResult.Pass, $"{form}: {outcome.Signatures[0].Detail}\n{signed}");
        }
    }

    private string At(string name) => Path.Combine(_folder, name);

    private async Task<string> SealAsync(string message)
    {
        var chain = await new ArcVerifier(_bench.Zone, _bench.Clock, Ed25519).VerifyAsync(Bytes(message));
        var fields = await new ArcSealer(new RsaDkimSigner(Rsa2048), _bench.Clock).SealAsync(Bytes(message), new ArcSealing { Domain = "example.com", Selector = "rsa", Chain = chain, Results = "mx.example.com; spf=pass" });
        return Encoding.Latin1.GetString(fields!) + message;
    }

    private async Task<string> PythonAsync(string script)
    {
        await using var run = RunningProgram.Start(PythonDkimFactAttribute.Python, ["-c", "import sys, dkim\n" + Keys + script, At("m"), At("keys")]);
        var exit = await run.WaitForExitAsync();
        Assert.True(exit == 0, run.Output);
        return run.StandardOutput.Trim();
    }
}
