using System.Text;
using Sekisho.Identity.BreachedPasswords;
using Sekisho.Identity.Keys;
using Sekisho.Identity.OneTimeCodes;
using Sekisho.Identity.Passwords;
using Sekisho.Identity.Scram;
using Sekisho.Identity.Throttling;
using Sekisho.Identity.Tickets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Tickets, device tokens, records and texts that people type: nothing throws, what is read can be written again, and nothing that we did not sign is taken.</summary>
public sealed class IdentityRecordsTarget : IFuzzTarget
{
    private static readonly KeyRing Keys = new(1, new byte[KeyRing.KeyBytes]);
    private static readonly KeyRing OtherKeys = new(1, [.. Enumerable.Repeat((byte)9, KeyRing.KeyBytes)]);
    private static readonly TicketOffice Office = new(Keys, new Revocations(TimeProvider.System), new TicketOptions(), TimeProvider.System);
    private static readonly TicketOffice Stranger = new(OtherKeys, new Revocations(TimeProvider.System), new TicketOptions(), TimeProvider.System);
    private static readonly RecoveryCodes Codes = new(Keys);
    private static readonly DeviceTokens Devices = new(Keys, TimeProvider.System, TimeSpan.FromDays(1));

    public string Name => "identity-records";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.ASCII.GetBytes(Stranger.Issue(new TicketRequest { Account = 1, Tenant = 1, Roles = TicketRoles.Web, Strength = AuthenticationStrength.Password }).Text),
        Encoding.ASCII.GetBytes("$pbkdf2-sha512+hmac-sha256$i=210000,p=1$AAECAwQFBgcICQoLDA0ODw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        Encoding.ASCII.GetBytes(new ScramMimicry(new byte[ScramMimicry.KeyBytes], ScramVerifier.LeastIterations).VerifierOf("x").ToText()),
        "MZXW6YTBOI======"u8.ToArray(),
        "correct horse \u00AD battery"u8.ToArray(),
        "123 456"u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (Office.Check(text, TicketRoles.Web).IsGood || Office.Use(text, TicketRoles.Web).IsGood) throw new InvalidOperationException("A ticket that we did not sign.");
        if (Devices.Check("a1", text) is not null) throw new InvalidOperationException("A device that we do not know.");
        if (PasswordVerifier.TryParse(text, out var verifier) && verifier!.ToText() != text && !Again(verifier)) throw new InvalidOperationException("A verifier does not survive its text.");
        if (ScramVerifier.TryParse(text, out var scram) && !ScramVerifier.TryParse(scram!.ToText(), out _)) throw new InvalidOperationException("A SCRAM verifier does not survive its text.");
        if (Base32.Decode(text) is { } bytes && !Base32.Decode(Base32.Encode(bytes))!.AsSpan().SequenceEqual(bytes)) throw new InvalidOperationException("Base 32 does not survive.");
        if (Codes.Find("a1", text, [text, text]) is not null) throw new InvalidOperationException("A recovery code that nobody made.");
        _ = Totp.Check(new byte[20], text, DateTimeOffset.UnixEpoch, 0, new TotpParameters());
        if (text.Length <= 2 * PasswordText.LongestCharacters && PasswordText.Prepare(text) is { Length: 0 or > PasswordText.LongestBytes }) throw new InvalidOperationException("A password outside of its limits.");
        _ = new PasswordPolicy(new PasswordPolicyOptions(), null).Check(text, [text]);
        if (BreachedPasswordHeader.TryRead(input, out var header, out _) && header.FileBytes < 0) throw new InvalidOperationException("A file of negative length.");
    }

    private static bool Again(PasswordVerifier verifier) => PasswordVerifier.TryParse(verifier.ToText(), out _);
}
