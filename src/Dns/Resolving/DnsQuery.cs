using System.Security.Cryptography;
using Sekisho.Dns.Messages;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns.Resolving;

/// <summary>One query as it leaves: a new one for every try, so that a forger starts from nothing each time.</summary>
internal sealed class DnsQuery
{
    private readonly byte[] _bytes;
    private readonly int _questionBytes;

    public DnsQuery(DnsName name, DnsRecordType type, bool extended, bool mixCase)
    {
        Span<byte> bytes = stackalloc byte[DnsQueryWriter.MaxBytes];
        Span<byte> random = stackalloc byte[2 + DnsName.MaxWireBytes];
        RandomNumberGenerator.Fill(random);
        var length = DnsQueryWriter.Write(bytes, (ushort)((random[0] << 8) | random[1]), name, type, extended);
        _questionBytes = length - DnsMessageReader.HeaderBytes - (extended ? 11 : 0);
        if (mixCase)
        {
            // The length bytes of labels are below 64 and so never letters.
            var wireName = bytes.Slice(DnsMessageReader.HeaderBytes, _questionBytes - 4);
            for (var i = 0; i < wireName.Length; i++)
                if (char.IsAsciiLetter((char)wireName[i]) && (random[2 + i] & 1) != 0) wireName[i] ^= 0x20;
        }

        _bytes = bytes[..length].ToArray();
    }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Whether bytes that came back answer this query: identifier, response bit and the question as it was sent.</summary>
    public AnswerMatch Match(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < DnsMessageReader.HeaderBytes || answer[0] != _bytes[0] || answer[1] != _bytes[1] || (answer[2] & 0x80) == 0) return AnswerMatch.Foreign;
        if (answer[4] == 0 && answer[5] == 0) return IsBareError(answer) ? AnswerMatch.ErrorWithoutQuestion : AnswerMatch.Foreign;
        if (answer[4] != 0 || answer[5] != 1 || answer.Length < DnsMessageReader.HeaderBytes + _questionBytes) return AnswerMatch.Foreign;
        var asked = _bytes.AsSpan(DnsMessageReader.HeaderBytes, _questionBytes);
        var answered = answer.Slice(DnsMessageReader.HeaderBytes, _questionBytes);
        if (asked.SequenceEqual(answered)) return AnswerMatch.Ours;
        return System.Text.Ascii.EqualsIgnoreCase(asked[..^4], answered[..^4]) && asked[^4..].SequenceEqual(answered[^4..])
            ? AnswerMatch.OtherCase
            : AnswerMatch.Foreign;
    }

    /// <summary>
    /// Only "I cannot or will not" may come without the question. "The name does not exist" may not: with the question
    /// gone a forger has only the identifier to guess, and mail would be bounced on his word.
    /// </summary>
    private static bool IsBareError(ReadOnlySpan<byte> answer) =>
        (DnsResponseCode)(answer[3] & 15) is DnsResponseCode.FormatError or DnsResponseCode.ServerFailure or DnsResponseCode.NotImplemented or DnsResponseCode.Refused
        && answer[6] == 0 && answer[7] == 0;
}
