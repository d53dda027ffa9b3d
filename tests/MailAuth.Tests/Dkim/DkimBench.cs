using System.Security.Cryptography;
using System.Text;
using Sekisho.Kernel.Cryptography;
using Sekisho.MailAuth.Dkim;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Dkim;

/// <summary>Keys, a zone and a clock for tests of signatures.</summary>
internal sealed class DkimBench
{
    public static readonly RSA Rsa2048 = RSA.Create(2048);

    public static readonly RSA Rsa1024 = RSA.Create(1024);

    public static readonly byte[] Seed = SHA256.HashData("a seed for tests"u8);

    public static readonly IEd25519 Ed25519 = LibcryptoEd25519.TryLoad(out var found, out var problem) ? found : throw new InvalidOperationException(problem);

    public ManualTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    public ZoneResolver Zone { get; } = new ZoneResolver()
        .Txt("rsa._domainkey.example.com", RsaRecord(Rsa2048))
        .Txt("weak._domainkey.example.com", RsaRecord(Rsa1024))
        .Txt("ed._domainkey.example.com", "v=DKIM1; k=ed25519; p=" + Convert.ToBase64String(PublicSeedKey()));

    public static string Message { get; } = Crlf("""
        From: Ann <ann@example.com>
        To: Bob <bob@example.org>,
         Carol <carol@example.org>
        Subject: About  the   meeting
        Date: Mon, 1 Jun 2026 12:00:00 +0000
        Message-ID: <1@example.com>

        Hello Bob,

        we meet at  noon.	Bring the papers. 
         -- 
        Ann


        """);

    public static string RsaRecord(RSA key) => "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    public static string Crlf(string text) => text.ReplaceLineEndings("\r\n");

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] PublicSeedKey()
    {
        var key = new byte[32];
        Ed25519.GetPublicKey(Seed, key);
        return key;
    }

    public static IDkimSigner SignerOf(string selector) => selector switch
    {
        "ed" => new Ed25519DkimSigner(Ed25519, Seed),
        "weak" => new RsaDkimSigner(Rsa1024),
        _ => new RsaDkimSigner(Rsa2048),
    };

    /// <summary>The message with a signature before it.</summary>
    public async Task<string> SignAsync(string message, string selector = "rsa", Func<DkimSigning, DkimSigning>? how = null)
    {
        var signing = new DkimSigning { Domain = "example.com", Selector = selector };
        var field = await new DkimMessageSigner(SignerOf(selector), Clock).SignAsync(Bytes(message), how?.Invoke(signing) ?? signing);
        return Encoding.Latin1.GetString(field!) + message;
    }

    /// <summary>
    /// The message with a signature whose tags the test writes itself: <c>bh=</c> and <c>b=</c> are made to fit, so that
    /// everything else about it is right.
    /// </summary>
    public async Task<string> SignAsWrittenAsync(string message, string tags, string selector = "rsa")
    {
        var fields = Headers.MessageFields.Read(Bytes(message), int.MaxValue, int.MaxValue);
        _ = Headers.TagList.TryParse(tags, out var list, out _);
        var form = (list["c"] ?? "simple/simple").Split('/');
        var relaxedBody = form.Length > 1 && form[1] == "relaxed";
        var limit = list["l"] is { } text && long.TryParse(text, out var number) ? number : (long?)null;
        var check = new SignatureCheck(fields, new DkimKeyReader(), null, new DkimOptions());
        var written = $"DKIM-Signature: {tags}; bh={Convert.ToBase64String(check.Body(relaxedBody, limit).Hash)}; b=";
        var own = Headers.MessageFields.Read(Bytes(written), int.MaxValue, 1);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        check.WriteSigned(output, [.. (list.Compact("h") ?? "").ToLowerInvariant().Split(':')], form[0] == "relaxed");
        Headers.HeaderCanonicalization.Write(output, own, own.Fields[0], form[0] == "relaxed", last: true, emptyTag: (byte)'b');
        return written + Convert.ToBase64String(await SignerOf(selector).SignAsync(SHA256.HashData(output.WrittenSpan))) + "\r\n" + message;
    }

    public ValueTask<DkimOutcome> VerifyAsync(string message, DkimOptions? options = null) => VerifyAsync(Bytes(message), options);

    public ValueTask<DkimOutcome> VerifyAsync(byte[] message, DkimOptions? options = null) => new DkimVerifier(Zone, Clock, Ed25519, options).VerifyAsync(message);
}
