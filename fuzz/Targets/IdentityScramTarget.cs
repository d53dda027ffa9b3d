using Sekisho.Identity.Scram;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The messages of SCRAM clients, first and last divided by a NUL: no bytes make the reader throw, and nobody gets in with a proof of nothing.</summary>
public sealed class IdentityScramTarget : IFuzzTarget
{
    private static readonly ScramVerifier Nobody = new ScramMimicry(new byte[ScramMimicry.KeyBytes], ScramVerifier.LeastIterations).VerifierOf("nobody");

    public string Name => "identity-scram";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "n,,n=user,r=rOprNGfwEbeRWgbNEkqO\0c=biws,r=rOprNGfwEbeRWgbNEkqOabc,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="u8.ToArray(),
        "y,a=us=2Cer,n=us=2Cer,r=x,ext=1\0c=eSxhPXVzPTJDZXIs,r=xabc,ext=2,p=AAAA"u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        var divide = input.AsSpan().IndexOf((byte)0);
        var first = divide < 0 ? input : input.AsSpan(0, divide);
        if (ScramLogin.Start(first, "abc") is not { } login) return;
        if (login.User.Length == 0) throw new InvalidOperationException("A user without a name.");
        login.Challenge(Nobody, known: true);
        if (login.Finish(divide < 0 ? [] : input.AsSpan(divide + 1)).IsAccepted) throw new InvalidOperationException("Somebody got in without a password.");
    }
}
