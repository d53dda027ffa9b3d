using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Sekisho.Bench.MailAuth;
using Sekisho.Kernel.Cryptography;
using Sekisho.MailAuth;
using Sekisho.MailAuth.Dkim;

// Sekisho.Bench.MailAuth [--json] [--seconds N]: signatures a second and bytes a second, on one core, beside what the
// platform's own operation costs in the same run.
var json = args.Contains("--json");
var seconds = Array.IndexOf(args, "--seconds") is >= 0 and var at && at + 1 < args.Length ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : 1.0;
using var rsa = RSA.Create(2048);
var seed = RandomNumberGenerator.GetBytes(32);
_ = LibcryptoEd25519.TryLoad(out var ed25519, out _);
var zone = new OneKeyResolver(rsa, ed25519, seed);
var verifier = new DkimVerifier(zone, TimeProvider.System, ed25519);

if (!json) Console.WriteLine($"{"what",-44} {"a second",14} {"of the platform's",18}");
var hash = SHA256.HashData("x"u8);
var signature = rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
var bare = Show("RSA-2048 verify alone (platform)", 1, () => rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), 0);
await ShowDkim("DKIM rsa-sha256 relaxed/relaxed, 4 KB", new RsaDkimSigner(rsa), "rsa", relaxed: true, bare);
await ShowDkim("DKIM rsa-sha256 simple/simple, 4 KB", new RsaDkimSigner(rsa), "rsa", relaxed: false, bare);
if (ed25519 is not null)
{
    var publicKey = new byte[32];
    var edSignature = new byte[64];
    ed25519.GetPublicKey(seed, publicKey);
    ed25519.Sign(seed, hash, edSignature);
    var edBare = Show("Ed25519 verify alone (libcrypto)", 1, () => ed25519.Verify(publicKey, hash, edSignature), 0);
    await ShowDkim("DKIM ed25519-sha256 relaxed/relaxed, 4 KB", new Ed25519DkimSigner(ed25519, seed), "ed", relaxed: true, edBare);
}

var body = Messages.Body(16 * 1024 * 1024);
var plain = Show("SHA-256 alone, MB (platform)", 16, () => SHA256.HashData(body).Length > 0, 0);
Show("body hash simple, MB", 16, () => BodyHash.Compute(body, relaxed: false, null).Hash.Length > 0, plain);
Show("body hash relaxed, MB", 16, () => BodyHash.Compute(body, relaxed: true, null).Hash.Length > 0, plain);
var changing = Messages.ChangingBody(16 * 1024 * 1024);
Show("body hash relaxed, blanks to mend in each line, MB", 16, () => BodyHash.Compute(changing, relaxed: true, null).Hash.Length > 0, plain);
return 0;

async Task ShowDkim(string what, IDkimSigner signer, string selector, bool relaxed, double platform)
{
    var messages = new List<byte[]>();
    for (var i = 0; i < 50; i++)
    {
        var message = Messages.Message(4096, i);
        var field = await new DkimMessageSigner(signer, TimeProvider.System).SignAsync(message, new DkimSigning { Domain = "example.com", Selector = selector, RelaxedHeader = relaxed, RelaxedBody = relaxed });
        messages.Add([.. field!, .. message]);
    }

    var next = 0;
    Show(what, 1, () => verifier.VerifyAsync(messages[next++ % messages.Count]).AsTask().Result.Result == AuthResult.Pass, platform);
}

double Show(string what, double units, Func<bool> action, double platform)
{
    // Warmed up, then the best of five rounds: others use this machine, too.
    var best = 0.0;
    for (var round = 0; round < 6; round++)
    {
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            if (!action()) throw new InvalidOperationException($"{what}: it did not verify.");
            count++;
        }

        if (round > 0) best = Math.Max(best, count * units / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    var share = platform > 0 ? best / platform : 1;
    Console.WriteLine(json
        ? JsonSerializer.Serialize(new { what, perSecond = best, ofPlatform = share })
        : string.Create(CultureInfo.InvariantCulture, $"{what,-44} {best,14:F0} {share,18:P0}"));
    return best;
}
