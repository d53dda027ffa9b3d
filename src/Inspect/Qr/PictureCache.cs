using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sekisho.Inspect.Qr;

/// <summary>
/// What was found in pictures that came before: the sign of a newsletter comes with every issue, and a wave of phishing carries one
/// picture a thousand times. Known by the SHA-256 of all its bytes, in memory only. What a look gives depends on the bytes alone, so it
/// tells nobody anything of other people's mail; that it came quicker nobody outside can tell from the rest of an inspection.
/// </summary>
internal sealed class PictureCache
{
    /// <summary>Most pictures; of more the one that has not come for longest goes.</summary>
    public const int MostPictures = 512;

    /// <summary>The longest text of all codes of a picture that is kept, in characters. Stops pictures full of codes from taking memory.</summary>
    public const int MostChars = 4096;

    /// <summary>Smaller files are looked at as quickly as they are hashed and found.</summary>
    private const int FewestBytes = 64;

    private readonly Dictionary<(UInt128, UInt128), LinkedListNode<((UInt128, UInt128) Key, IReadOnlyList<PictureLook> Looks)>> _nodes = [];
    private readonly LinkedList<((UInt128, UInt128) Key, IReadOnlyList<PictureLook> Looks)> _order = new();
    private readonly Lock _lock = new();

    /// <summary>How many pictures are known.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _nodes.Count;
        }
    }

    /// <summary>By what a picture is known; null where it is not worth it.</summary>
    public static (UInt128, UInt128)? KeyOf(ReadOnlyMemory<byte> content)
    {
        if (content.Length < FewestBytes) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content.Span, hash);
        var halves = MemoryMarshal.Cast<byte, UInt128>(hash);
        return (halves[0], halves[1]);
    }

    /// <summary>What was found in it before, frame by frame; null where it is not known.</summary>
    public IReadOnlyList<PictureLook>? Find((UInt128, UInt128) key)
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue(key, out var node)) return null;
            _order.Remove(node);
            _order.AddLast(node);
            return node.Value.Looks;
        }
    }

    /// <summary>Keeps what was found.</summary>
    public void Keep((UInt128, UInt128) key, IReadOnlyList<PictureLook> looks)
    {
        if (looks.Sum(look => look.Codes.Sum(code => code.Text.Length)) > MostChars) return;
        lock (_lock)
        {
            if (_nodes.ContainsKey(key)) return;
            if (_nodes.Count >= MostPictures)
            {
                _nodes.Remove(_order.First!.Value.Key);
                _order.RemoveFirst();
            }

            _nodes.Add(key, _order.AddLast((key, looks)));
        }
    }
}
