namespace Sekisho.Inspect.Office;

/// <summary>One way in which a package is locked.</summary>
internal interface IOfficeLock
{
    /// <summary>What a word costs, in blocks of a hash (<see cref="Containers.Locks.KeyBudget"/>).</summary>
    long Blocks { get; }

    /// <summary>The key of the package by a password; null for a wrong one.</summary>
    byte[]? KeyOf(string password);

    /// <summary>The package in the open: eight bytes of its size, then it.</summary>
    byte[] Open(ReadOnlySpan<byte> packed, byte[] key);

    /// <summary>Reads the description (MS-OFFCRYPTO §2.3.4.5 and §2.3.4.10); null for ways not read (RC4, extensible).</summary>
    static IOfficeLock? Read(ReadOnlySpan<byte> info)
    {
        if (info.Length < 8) return null;
        int major = info[0] | info[1] << 8, minor = info[2] | info[3] << 8;
        if (major == 4 && minor == 4) return AgileLock.Read(info[8..]);
        return major is 2 or 3 or 4 && minor == 2 ? StandardLock.Read(info) : null;
    }
}
