using Sekisho.Inspect.Containers.Locks;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>Finds the word of one RAR 5 file and keeps the key: its members and headers commonly share one.</summary>
internal sealed class RarKeys(ContainerVisit visit)
{
    private bool _wasSearched;
    private string? _word;
    private (string Salt, byte[]? Key) _last = ("", null);

    /// <summary>A word was found.</summary>
    public bool IsOpen => _word is not null;

    /// <summary>The key of this lock; null where no word opens it or it costs more than is left.</summary>
    public byte[]? KeyOf(RarLock found)
    {
        var salt = $"{found.Count} {Convert.ToHexString(found.Salt)}";
        if (_last.Salt == salt) return _last.Key;
        if (!_wasSearched)
        {
            _wasSearched = true;
            _word = WordTrying.Find(visit, _ => found.Blocks, word => found.Opens(word) ? word : null);
        }
        else if (_word is not null && (!visit.Budget.Keys.Take(found.Blocks) || !found.Opens(_word))) return Keep(salt, null);
        return Keep(salt, _word is not null && visit.Budget.Keys.Take(found.Blocks) ? found.KeyOf(_word) : null);
    }

    private byte[]? Keep(string salt, byte[]? key)
    {
        _last = (salt, key);
        return key;
    }
}
