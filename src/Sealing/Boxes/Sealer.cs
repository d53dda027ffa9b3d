using System.Security.Cryptography;
using Sekisho.Sealing.Keys;

namespace Sekisho.Sealing.Boxes;

/// <summary>
/// Seals secrets to public keys; it cannot open what it has sealed. It keeps one ephemeral key and the secrets it shares with
/// recipients for at most <see cref="EphemeralSeconds"/>, so that a further box to the same key costs two symmetric
/// operations; then all of them are wiped. Whoever takes its memory can open the boxes of that time, and has seen what was
/// sealed anyway. Safe for use by many threads.
/// </summary>
public sealed class Sealer : IDisposable
{
    /// <summary>How long an ephemeral key is used.</summary>
    public const int EphemeralSeconds = 60;

    /// <summary>The most shared secrets kept at one time: a sender to very many mailboxes must not fill the memory.</summary>
    public const int MaxSharedSecrets = 4096;

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private Generation? _generation;
    private bool _disposed;

    /// <summary>Makes a sealer.</summary>
    public Sealer(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
    }

    /// <summary>Seals a secret.</summary>
    /// <param name="recipient">The key that can open the box.</param>
    /// <param name="purpose">What the box is for.</param>
    /// <param name="context">What it belongs to, at most <see cref="SealedBox.MaxContextBytes"/>: only the same opens it.</param>
    /// <param name="secret">At most <see cref="SealedBox.MaxSecretBytes"/>.</param>
    /// <returns>The box's bytes.</returns>
    /// <exception cref="CryptographicException">The recipient's key is no point of the curve.</exception>
    public byte[] Seal(SealingPublicKey recipient, SealPurpose purpose, ReadOnlySpan<byte> context, ReadOnlySpan<byte> secret)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secret.Length, SealedBox.MaxSecretBytes, nameof(secret));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(context.Length, SealedBox.MaxContextBytes, nameof(context));

        var box = new byte[SealedBox.OverheadBytes + secret.Length];
        var header = box.AsSpan(0, BoxHeader.Length);
        Span<byte> nonce = stackalloc byte[BoxHeader.NonceLength];
        Span<byte> point = stackalloc byte[SealingPublicKey.PointBytes];
        Span<byte> shared = stackalloc byte[32];
        Span<byte> key = stackalloc byte[BoxKey.Length];
        RandomNumberGenerator.Fill(nonce);
        lock (_lock) Share(recipient, shared, point);
        BoxHeader.Write(header, recipient.Id, nonce, point);
        BoxDerivation.Derive(shared, recipient.Id, nonce, purpose, context, key);
        using (var aes = new AesGcm(key, SealedBox.TagBytes))
            aes.Encrypt(SealedBox.Nonce, secret, box.AsSpan(BoxHeader.Length, secret.Length), box.AsSpan(BoxHeader.Length + secret.Length), header);
        CryptographicOperations.ZeroMemory(shared);
        CryptographicOperations.ZeroMemory(key);
        return box;
    }

    /// <summary>Wipes the ephemeral key and what is shared.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _generation?.Dispose();
            _generation = null;
        }
    }

    /// <summary>Copies the shared secret out: another thread may wipe the kept one at any moment after.</summary>
    private void Share(SealingPublicKey recipient, Span<byte> shared, Span<byte> point)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_generation is { } old && (old.Count >= MaxSharedSecrets || old.Age(_clock) >= TimeSpan.FromSeconds(EphemeralSeconds)))
        {
            old.Dispose();
            _generation = null;
        }

        _generation ??= new Generation(_clock, End);
        _generation.Share(recipient, shared);
        _generation.Point.CopyTo(point);
    }

    private void End(Generation generation)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_generation, generation)) return;
            generation.Dispose();
            _generation = null;
        }
    }

    /// <summary>One ephemeral key with what it shares with recipients. Under the sealer's lock.</summary>
    private sealed class Generation : IDisposable
    {
        private readonly SealingKeyPair _ephemeral = SealingKeyPair.Create();
        private readonly Dictionary<KeyId, byte[]> _shared = [];
        private readonly long _made;
        private readonly ITimer _end;

        public Generation(TimeProvider clock, Action<Generation> end)
        {
            _made = clock.GetTimestamp();
            _end = clock.CreateTimer(_ => end(this), null, TimeSpan.FromSeconds(EphemeralSeconds), Timeout.InfiniteTimeSpan);
        }

        public int Count => _shared.Count;

        public ReadOnlySpan<byte> Point => _ephemeral.Public.Point;

        public TimeSpan Age(TimeProvider clock) => clock.GetElapsedTime(_made);

        public void Share(SealingPublicKey recipient, Span<byte> secret)
        {
            if (!_shared.TryGetValue(recipient.Id, out var kept))
            {
                kept = GC.AllocateArray<byte>(32, pinned: true);
                if (!_ephemeral.TryAgree(recipient.Point, kept)) throw new CryptographicException($"The key {recipient.Id} is no point of the curve.");
                _shared.Add(recipient.Id, kept);
            }

            kept.CopyTo(secret);
        }

        public void Dispose()
        {
            _end.Dispose();
            _ephemeral.Dispose();
            foreach (var secret in _shared.Values) CryptographicOperations.ZeroMemory(secret);
            _shared.Clear();
        }
    }
}
