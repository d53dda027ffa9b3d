using System.Security.Cryptography;

namespace Sekisho.Sealing.Secrets;

/// <summary>
/// Secret bytes in memory that the collector does not move (no copies are left behind), zeroed on <see cref="Dispose"/>. There is
/// no finalizer on purpose: it could zero a key while a span of it is still in use, and something would be sealed under zeros.
/// </summary>
public sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private bool _disposed;

    private SecretBytes(int length) => _bytes = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>How many bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>The bytes, until <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">They are wiped already: zeros must never be used as a key.</exception>
    public ReadOnlySpan<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <summary>New random bytes from the system.</summary>
    public static SecretBytes Random(int length)
    {
        var secret = new SecretBytes(length);
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    /// <summary>A copy of <paramref name="bytes"/>; wiping those is the caller's.</summary>
    public static SecretBytes Copy(ReadOnlySpan<byte> bytes)
    {
        var secret = new SecretBytes(bytes.Length);
        bytes.CopyTo(secret._bytes);
        return secret;
    }

    /// <summary>Takes the bytes over: they are copied and wiped where they were.</summary>
    public static SecretBytes Take(Span<byte> bytes)
    {
        var secret = Copy(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return secret;
    }

    /// <summary>Bytes that <paramref name="fill"/> writes in place.</summary>
    internal static SecretBytes Fill<TState>(int length, TState state, SecretFiller<TState> fill)
        where TState : allows ref struct
    {
        var secret = new SecretBytes(length);
        fill(secret._bytes, state);
        return secret;
    }

    /// <summary>Whether both have the same bytes, in a time that does not tell where they differ.</summary>
    public bool FixedTimeEquals(ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(Span, other);

    /// <summary>Zeroes the bytes.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }

    /// <summary>The memory itself, for tests of the wiping.</summary>
    internal byte[] Memory => _bytes;
}
