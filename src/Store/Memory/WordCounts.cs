using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sekisho.Store.Memory;

/// <summary>
/// What a tenant has learned of words: for each of 65,536 places how many good and how many bad messages had a word there. Which
/// word has which place only the tenant's key says, and several words share one.
/// </summary>
/// <param name="good">Good messages.</param>
/// <param name="bad">Bad messages.</param>
/// <param name="counts">Good and bad of each place in turns, a byte each.</param>
internal sealed class WordCounts(int good, int bad, byte[] counts)
{
    /// <summary>Bytes of the salt of the key.</summary>
    public const int SaltBytes = 32;

    private const int BlockBytes = 16;

    /// <summary>Fewer messages of either sort are no ground for judging others: one campaign, or one person's taste.</summary>
    public const int FewestOfEach = 10;

    /// <summary>When so many have counted all is halved: what is decided now weighs more than what was decided long ago.</summary>
    public const int MostMessages = 2_000;

    private const int Places = 1 << 16;

    /// <summary>Words seen less often say nothing.</summary>
    private const int FewestOfWord = 2;

    /// <summary>Only the words that say most are asked: otherwise the length of a message would decide.</summary>
    private const int MostTelling = 30;

    /// <summary>No word weighs more. Stops somebody who puts one word into much mail from deciding by it.</summary>
    private const double MostWeight = 1.5;

    /// <summary>How many of them are named.</summary>
    private const int MostNamed = 6;

    public int Good { get; private set; } = good;

    public int Bad { get; private set; } = bad;

    public byte[] Counts => counts;

    public static WordCounts Empty() => new(0, 0, new byte[Places * 2]);

    public static bool IsWellFormed(ReadOnlySpan<byte> bytes) => bytes.Length == Places * 2;

    /// <summary>The places of words under a tenant's key, in the order of the words: a block cipher as a keyed function of one block.</summary>
    public static int[] PlacesOf(ReadOnlySpan<byte> key, ReadOnlySpan<int> words)
    {
        // One block for each word and all in one go: a thousand separate hashes would cost every message a millisecond.
        var places = new int[words.Length];
        var blocks = new byte[words.Length * BlockBytes];
        for (var i = 0; i < words.Length; i++) BinaryPrimitives.WriteInt32BigEndian(blocks.AsSpan(i * BlockBytes), words[i]);
        using (var cipher = Aes.Create())
        {
            cipher.SetKey(key);
            cipher.EncryptEcb(blocks, blocks, PaddingMode.None);
        }

        for (var i = 0; i < words.Length; i++) places[i] = BinaryPrimitives.ReadUInt16BigEndian(blocks.AsSpan(i * BlockBytes));
        return places;
    }

    /// <summary>Places as bytes, each once and in order: what is kept does not say how a message went.</summary>
    public static byte[] Write(IEnumerable<int> places)
    {
        var sorted = places.Distinct().Order().ToArray();
        var bytes = new byte[sorted.Length * 2];
        for (var i = 0; i < sorted.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 2), (ushort)sorted[i]);
        return bytes;
    }

    /// <summary>Counts one message.</summary>
    /// <param name="places">What <see cref="Write"/> gave.</param>
    /// <param name="isBad">Which sort.</param>
    public void Add(ReadOnlySpan<byte> places, bool isBad)
    {
        for (var i = 0; i + 1 < places.Length; i += 2)
        {
            ref var count = ref counts[BinaryPrimitives.ReadUInt16BigEndian(places[i..]) * 2 + (isBad ? 1 : 0)];
            if (count < byte.MaxValue) count++;
        }

        if (isBad) Bad++;
        else Good++;
        if (Good + Bad >= MostMessages) Halve();
    }

    /// <summary>Takes one message back: somebody has changed his mind. What has been halved since does not go below nothing.</summary>
    /// <param name="places">What <see cref="Write"/> gave.</param>
    /// <param name="isBad">As which sort it counted.</param>
    public void Remove(ReadOnlySpan<byte> places, bool isBad)
    {
        for (var i = 0; i + 1 < places.Length; i += 2)
        {
            ref var count = ref counts[BinaryPrimitives.ReadUInt16BigEndian(places[i..]) * 2 + (isBad ? 1 : 0)];
            if (count > 0) count--;
        }

        if (isBad) Bad = Math.Max(0, Bad - 1);
        else Good = Math.Max(0, Good - 1);
    }

    /// <summary>Everything counts half.</summary>
    public void Halve()
    {
        for (var i = 0; i < counts.Length; i++) counts[i] /= 2;
        (Good, Bad) = (Good / 2, Bad / 2);
    }

    /// <summary>How probable it is that a message of these words is bad; null before there is enough to say so.</summary>
    public (double Probability, IReadOnlyList<int> Telling)? Judge(ReadOnlySpan<int> places)
    {
        if (Good < FewestOfEach || Bad < FewestOfEach) return null;
        var weights = new List<(int At, double Weight)>();
        var seen = new HashSet<int>();
        for (var i = 0; i < places.Length; i++)
        {
            var (good, bad) = (counts[places[i] * 2], counts[places[i] * 2 + 1]);
            if (good + bad < FewestOfWord || !seen.Add(places[i])) continue;
            var weight = Math.Log((bad + 0.5) / (Bad + 1) / ((good + 0.5) / (Good + 1)));
            weights.Add((i, Math.Clamp(weight, -MostWeight, MostWeight)));
        }

        var telling = weights.OrderByDescending(word => Math.Abs(word.Weight)).ThenBy(word => word.At).Take(MostTelling).ToList();
        // Words of a message go together: a third of what they would say if each came by itself.
        return (1 / (1 + Math.Exp(-telling.Sum(word => word.Weight) / 3)), [.. telling.Take(MostNamed).Select(word => word.At)]);
    }
}
