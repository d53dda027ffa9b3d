using Sekisho.Roles.Calls;

namespace Sekisho.Vault.Keys;

/// <summary>
/// Holds the open keys, or none while the vault is sealed. Work with keys goes through <see cref="Use{T}"/>, which keeps them
/// from being wiped under it: what was wiped half-way would seal under zeros.
/// </summary>
internal sealed class KeyCabinet : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.SupportsRecursion);
    private OpenKeys? _keys;
    private string? _sealedBecause = "it has not been opened yet";

    /// <summary>Why there are no keys, in words; null when there are.</summary>
    public string? SealedBecause => _sealedBecause;

    public bool IsSealed => _keys is null;

    /// <summary>Does what needs keys. Synchronous: it must not wait for anybody while it holds them.</summary>
    /// <exception cref="CallException">The vault is sealed.</exception>
    public T Use<T>(Func<OpenKeys, T> work)
    {
        _lock.EnterReadLock();
        try
        {
            return work(_keys ?? throw Sealed());
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Does what changes keys, alone.</summary>
    /// <exception cref="CallException">The vault is sealed.</exception>
    public T Change<T>(Func<OpenKeys, T> work)
    {
        _lock.EnterWriteLock();
        try
        {
            return work(_keys ?? throw Sealed());
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Puts keys in; those from before are wiped.</summary>
    public void Open(OpenKeys keys)
    {
        _lock.EnterWriteLock();
        try
        {
            _keys?.Dispose();
            _keys = keys;
            _sealedBecause = null;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Wipes all keys.</summary>
    public void Seal(string because)
    {
        _lock.EnterWriteLock();
        try
        {
            _keys?.Dispose();
            _keys = null;
            _sealedBecause = because;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void Dispose()
    {
        Seal("it is stopping");
        _lock.Dispose();
    }

    private CallException Sealed() =>
        new(CallFailure.Rejected, $"The vault is sealed: {_sealedBecause}. Mail is still received; 'vault unseal' opens it again.");
}
