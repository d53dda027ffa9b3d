namespace Sekisho.Inspect.Containers.Locks;

/// <summary>
/// What trying words on locked files may cost for one message, all its files together. A file says itself how many rounds of a
/// hash a word costs, and a message may have many files: what is beyond this stays locked and is named so.
/// </summary>
/// <param name="maxTries">How many words are tried.</param>
/// <param name="maxBlocks">How many blocks are hashed.</param>
internal sealed class KeyBudget(int maxTries = KeyBudget.MaxTries, long maxBlocks = KeyBudget.MaxBlocks)
{
    /// <summary>Most words tried in one message where each costs a derivation of a key. Words behind "password" stand first and are few.</summary>
    public const int MaxTries = 1_000;

    /// <summary>
    /// Most blocks of 64 bytes hashed in one message for keys: processor time, counted so that the same message is judged the
    /// same on every machine. It is some half a second; 7z as it is commonly made takes 230,000 a word of ten letters.
    /// </summary>
    public const long MaxBlocks = 8_000_000;

    /// <summary>
    /// What one round of PBKDF2 counts, in blocks: two are hashed, and setting them up costs the base library as much again.
    /// </summary>
    public const int BlocksPerRound = 4;

    private int _tries;
    private long _blocks;

    /// <summary>Charges one word that costs so many blocks; false, and nothing charged, when that is beyond what is left.</summary>
    public bool Take(long blocks)
    {
        if (_tries >= maxTries || blocks < 0 || blocks > maxBlocks - _blocks) return false;
        _tries++;
        _blocks += blocks;
        return true;
    }
}
