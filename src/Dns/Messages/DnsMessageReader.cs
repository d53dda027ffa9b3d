using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns.Messages;

/// <summary>Reads messages from the wire (RFC 1035 §4). Never throws on any bytes, in linear time.</summary>
public static class DnsMessageReader
{
    /// <summary>
    /// More records than this in all sections together are refused: a 64 KB answer of tiny records would make 5,000 objects,
    /// and mail needs a handful.
    /// </summary>
    public const int MaxRecords = 1000;

    /// <summary>The length of the header, in bytes.</summary>
    public const int HeaderBytes = 12;

    private const ushort ClassIn = 1;

    /// <summary>Reads one message.</summary>
    /// <param name="bytes">The message, without the length that TCP puts before it.</param>
    /// <param name="message">The message, or null when the bytes are none.</param>
    /// <returns>Whether the bytes are a message within the limits.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out DnsMessage? message)
    {
        message = null;
        var reader = new WireReader(bytes);
        if (!reader.TryUInt16(out var id) || !reader.TryUInt16(out var flags) || !reader.TryUInt16(out var questions)
            || !reader.TryUInt16(out var answers) || !reader.TryUInt16(out var authorities) || !reader.TryUInt16(out var additionals))
            return false;
        DnsName? questionName = null;
        ushort questionType = 0;
        for (var i = 0; i < questions; i++)
        {
            if (!reader.TryName(out var name) || !reader.TryUInt16(out questionType) || !reader.TryUInt16(out _)) return false;
            questionName = name;
        }

        var header = new DnsMessage
        {
            Id = id,
            IsResponse = (flags & 0x8000) != 0,
            IsTruncated = (flags & 0x0200) != 0,
            IsAuthenticated = (flags & 0x0020) != 0,
            ResponseCode = (DnsResponseCode)(flags & 15),
            QuestionName = questions == 1 ? questionName : null,
            QuestionType = questions == 1 ? (DnsRecordType)questionType : DnsRecordType.None,
        };
        if (header.IsTruncated)
        {
            // What follows may be cut anywhere and is not used (RFC 2181 §9).
            message = header;
            return true;
        }

        if (answers + authorities + additionals > MaxRecords) return false;
        var extendedCode = 0;
        if (!TryRecords(ref reader, bytes, answers, out var answerRecords, ref extendedCode)
            || !TryRecords(ref reader, bytes, authorities, out var authorityRecords, ref extendedCode)
            || !TryRecords(ref reader, bytes, additionals, out var additionalRecords, ref extendedCode))
            return false;
        message = header with
        {
            ResponseCode = (DnsResponseCode)((extendedCode << 4) | (flags & 15)),
            Answers = answerRecords,
            Authorities = authorityRecords,
            Additionals = additionalRecords,
        };
        return true;
    }

    private static bool TryRecords(ref WireReader reader, ReadOnlySpan<byte> message, int count, out IReadOnlyList<DnsRecord> records, ref int extendedCode)
    {
        records = [];
        if (count == 0) return true;
        var list = new List<DnsRecord>(Math.Min(count, 16));
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryName(out var name) || !reader.TryUInt16(out var type) || !reader.TryUInt16(out var recordClass)
                || !reader.TryUInt32(out var ttl) || !reader.TryUInt16(out var length))
                return false;
            var dataAt = reader.Position;
            if (!reader.TryBytes(length, out _)) return false;
            if (type == (ushort)DnsRecordType.Opt)
            {
                extendedCode = (int)(ttl >> 24);
                continue;
            }

            if (recordClass != ClassIn) continue;

            // RFC 2181 §8: a TTL with the highest bit set counts as 0.
            var record = RecordData.Read(name, (DnsRecordType)type, ttl > int.MaxValue ? 0 : ttl, message, dataAt, length);
            if (record is null) return false;
            list.Add(record);
        }

        records = list;
        return true;
    }
}
