using System.Security.Cryptography;

namespace Sekisho.Sigma.Correlating;

/// <summary>
/// Saves what a correlator remembers and brings it back after a restart. Groups of correlations that have been changed
/// or removed since are left out. The file holds hashes, times and, for windows that are judged at their end, the
/// values of group fields; a checksum at its end tells a torn file.
/// </summary>
public static class CorrelatorState
{
    private const uint Magic = 0x31524353;
    private const int Version = 2;

    /// <summary>Writes the memory of a correlator.</summary>
    /// <param name="correlator">The correlator; not in use meanwhile.</param>
    /// <param name="target">Where to; left open.</param>
    public static void Save(Correlator correlator, Stream target)
    {
        ArgumentNullException.ThrowIfNull(correlator);
        using var hash = SHA256.Create();
        using var body = new CryptoStream(target, hash, CryptoStreamMode.Write, leaveOpen: true);
        using (var writer = new BinaryWriter(body, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write(correlator.Secret);
            writer.Write(correlator.Latest);
            writer.Write(correlator.EventCount);
            writer.Write(correlator.Plans.Length);
            for (var i = 0; i < correlator.Plans.Length; i++) WriteGroups(writer, correlator, correlator.Plans[i], [.. correlator.Groups.Of(i)]);
        }

        body.FlushFinalBlock();
        target.Write(hash.Hash!);
    }

    /// <summary>Reads a memory into a correlator that has none yet.</summary>
    /// <param name="correlator">The correlator.</param>
    /// <param name="source">What <see cref="Save"/> wrote.</param>
    /// <returns>False when it is not whole, or of another version; the correlator is then as before.</returns>
    public static bool Load(Correlator correlator, Stream source)
    {
        ArgumentNullException.ThrowIfNull(correlator);
        ArgumentNullException.ThrowIfNull(source);
        using var memory = new MemoryStream();
        source.CopyTo(memory);
        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        if (bytes.Length < 32 || !SHA256.HashData(bytes[..^32]).AsSpan().SequenceEqual(bytes[^32..])) return false;
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        if (reader.ReadUInt32() != Magic || reader.ReadInt32() != Version) return false;
        correlator.Secret = reader.ReadBytes(32);
        correlator.Latest = reader.ReadInt64();
        correlator.EventCount = reader.ReadInt64();
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++) ReadGroups(reader, correlator);
        return true;
    }

    private static void WriteGroups(BinaryWriter writer, Correlator correlator, CorrelationPlan plan, List<Group> groups)
    {
        writer.Write(plan.Fingerprint);
        writer.Write(groups.Count);
        foreach (var group in groups)
        {
            writer.Write((ulong)(group.Key >> 64));
            writer.Write((ulong)group.Key);
            writer.Write(group.LastFired);
            writer.Write(group.WindowStart);
            writer.Write(group.Overflow);
            writer.Write(group.Position.File);
            writer.Write(group.Position.Record);
            writer.Write(group.Values?.Length ?? -1);
            foreach (var value in group.Values ?? [])
            {
                writer.Write(value is not null);
                writer.Write(value ?? "");
            }

            writer.Write(group.Count);
            foreach (var entry in group.Entries)
            {
                writer.Write(entry.Time);
                writer.Write(entry.Value);
                writer.Write(entry.Record);
                writer.Write(entry.Reference);
                writer.Write(correlator.Files[entry.File]);
            }
        }
    }

    private static void ReadGroups(BinaryReader reader, Correlator correlator)
    {
        var fingerprint = reader.ReadBytes(32);
        var plan = Array.FindIndex(correlator.Plans, one => one.Fingerprint.AsSpan().SequenceEqual(fingerprint));
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var key = new UInt128(reader.ReadUInt64(), reader.ReadUInt64());
            var group = plan < 0 ? new Group(key, 0) : correlator.Groups.Touch(plan, key);
            group.LastFired = reader.ReadInt64();
            group.WindowStart = reader.ReadInt64();
            group.Overflow = reader.ReadInt64();
            group.Position = (reader.ReadString(), reader.ReadInt64());
            var values = reader.ReadInt32();
            if (values >= 0)
            {
                group.Values = new string?[values];
                for (var i = 0; i < values; i++)
                {
                    var present = reader.ReadBoolean();
                    var text = reader.ReadString();
                    group.Values[i] = present ? text : null;
                }
            }

            for (var entries = reader.ReadInt32(); entries > 0; entries--) group.Insert(new Entry(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32(), correlator.Files.NumberOf(reader.ReadString())));
            if (plan >= 0) correlator.Reopen(group);
        }
    }
}
