using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sekisho.Kernel.Cryptography;

/// <summary>Ed25519 by OpenSSL 3's libcrypto, the library that .NET on Linux uses for everything else. Safe for many threads at once.</summary>
public sealed class LibcryptoEd25519 : IEd25519
{
    private LibcryptoEd25519()
    {
    }

    /// <summary>Loads the library and tries it with a known signature.</summary>
    /// <param name="ed25519">The signatures, when it works.</param>
    /// <param name="problem">What is missing and what to do, when it does not.</param>
    public static bool TryLoad([NotNullWhen(true)] out LibcryptoEd25519? ed25519, [NotNullWhen(false)] out string? problem)
    {
        ed25519 = null;
        try
        {
            var candidate = new LibcryptoEd25519();
            problem = candidate.IsRight() ? null : $"{Libcrypto.Name} makes wrong Ed25519 signatures; repair or replace the OpenSSL of this system.";
            ed25519 = problem is null ? candidate : null;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            problem = $"Ed25519 needs OpenSSL 3 ({Libcrypto.Name}), which cannot be loaded here; install it (Debian: libssl3). {missing.Message}";
        }
        catch (CryptographicException refused)
        {
            problem = $"The OpenSSL of this system has no Ed25519 ({refused.Message}); a FIPS provider may forbid it.";
        }

        return problem is null;
    }

    /// <inheritdoc/>
    public void GetPublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey)
    {
        CheckLength(seed.Length, Ed25519Sizes.SeedBytes, nameof(seed));
        CheckLength(publicKey.Length, Ed25519Sizes.PublicKeyBytes, nameof(publicKey));
        using var key = Key(Libcrypto.NewPrivateKey(Libcrypto.Ed25519, 0, in MemoryMarshal.GetReference(seed), seed.Length));
        nint length = publicKey.Length;
        if (Libcrypto.GetPublicKey(key.Handle, ref MemoryMarshal.GetReference(publicKey), ref length) != 1 || length != publicKey.Length)
            throw Refused("a public key");
    }

    /// <inheritdoc/>
    public void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        CheckLength(seed.Length, Ed25519Sizes.SeedBytes, nameof(seed));
        CheckLength(signature.Length, Ed25519Sizes.SignatureBytes, nameof(signature));
        using var key = Key(Libcrypto.NewPrivateKey(Libcrypto.Ed25519, 0, in MemoryMarshal.GetReference(seed), seed.Length));
        using var context = new Owned(Libcrypto.NewDigestContext(), Libcrypto.FreeDigestContext);
        nint length = signature.Length;
        if (Libcrypto.SignInit(context.Handle, 0, 0, 0, key.Handle) != 1
            || Libcrypto.Sign(context.Handle, ref MemoryMarshal.GetReference(signature), ref length, in FirstOf(message), message.Length) != 1
            || length != signature.Length)
        {
            throw Refused("a signature");
        }
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != Ed25519Sizes.PublicKeyBytes || signature.Length != Ed25519Sizes.SignatureBytes) return false;
        var handle = Libcrypto.NewPublicKey(Libcrypto.Ed25519, 0, in MemoryMarshal.GetReference(publicKey), publicKey.Length);
        if (handle == 0)
        {
            Libcrypto.ClearErrors();
            return false;
        }

        using var key = Key(handle);
        using var context = new Owned(Libcrypto.NewDigestContext(), Libcrypto.FreeDigestContext);
        var isGood = Libcrypto.VerifyInit(context.Handle, 0, 0, 0, key.Handle) == 1
            && Libcrypto.Verify(context.Handle, in MemoryMarshal.GetReference(signature), signature.Length, in FirstOf(message), message.Length) == 1;
        // A bad signature leaves an entry in the thread's error queue, which others would take for theirs.
        if (!isGood) Libcrypto.ClearErrors();
        return isGood;
    }

    /// <summary>RFC 8032 §7.1, TEST 1: made, and recognised; a changed one is refused.</summary>
    private bool IsRight()
    {
        var seed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var expected = Convert.FromHexString(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        Span<byte> publicKey = stackalloc byte[Ed25519Sizes.PublicKeyBytes];
        Span<byte> signature = stackalloc byte[Ed25519Sizes.SignatureBytes];
        GetPublicKey(seed, publicKey);
        Sign(seed, [], signature);
        return signature.SequenceEqual(expected) && Verify(publicKey, [], signature) && !Verify(publicKey, "x"u8, signature);
    }

    /// <summary>A reference that may be handed over although the span is empty.</summary>
    private static ref readonly byte FirstOf(ReadOnlySpan<byte> bytes) =>
        ref MemoryMarshal.GetReference(bytes.IsEmpty ? "\0"u8 : bytes);

    private static Owned Key(nint handle) => new(handle, Libcrypto.FreeKey);

    private static void CheckLength(int found, int wanted, string name)
    {
        if (found != wanted) throw new ArgumentException($"{wanted} bytes are needed, not {found}.", name);
    }

    private static CryptographicException Refused(string what)
    {
        Libcrypto.ClearErrors();
        return new CryptographicException($"libcrypto did not make {what}");
    }

    /// <summary>An object of the library, freed at the end of its block.</summary>
    private readonly ref struct Owned
    {
        private readonly Action<nint> _free;

        public Owned(nint handle, Action<nint> free)
        {
            if (handle == 0) throw Refused("an object");
            Handle = handle;
            _free = free;
        }

        public nint Handle { get; }

        public void Dispose() => _free(Handle);
    }
}
