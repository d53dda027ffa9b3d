using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Sekisho.Identity.Keys;

namespace Sekisho.Identity.Tickets;

/// <summary>
/// The bytes of a ticket, numbers big-endian: 0 version 1, 1 kind, 2 strength, 3 roles, 4 key (4 bytes), 8 identifier (16),
/// 24 account (8), 32 tenant (8), 40 device (8), 48 started ms (8), 56 issued ms (8), 64 lifetime s (4), 68 HMAC-SHA256 of
/// all before (32). As text base64url without padding (RFC 4648 §5): 134 characters.
/// </summary>
internal static class TicketFormat
{
    public const int SignedBytes = 68;
    public const int Bytes = SignedBytes + KeyRing.MacBytes;
    public const int Characters = (Bytes * 4 + 2) / 3;
    private const byte Version = 1;
    private const TicketRoles AllRoles = TicketRoles.Web | TicketRoles.Mx | TicketRoles.Imap | TicketRoles.Store | TicketRoles.Deliver | TicketRoles.Operator;

    public static string Write(in Ticket ticket, KeyRing keys)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes[0] = Version;
        bytes[1] = (byte)ticket.Kind;
        bytes[2] = (byte)ticket.Strength;
        bytes[3] = (byte)ticket.Roles;
        BinaryPrimitives.WriteUInt128BigEndian(bytes[8..], ticket.Id);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], ticket.Account);
        BinaryPrimitives.WriteInt64BigEndian(bytes[32..], ticket.Tenant);
        BinaryPrimitives.WriteInt64BigEndian(bytes[40..], ticket.Device);
        BinaryPrimitives.WriteInt64BigEndian(bytes[48..], ticket.StartedUnixMilliseconds);
        BinaryPrimitives.WriteInt64BigEndian(bytes[56..], ticket.IssuedUnixMilliseconds);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[64..], ticket.LifetimeSeconds);
        // The number of the key is signed too, so it is written first; another thread may change the current key meanwhile.
        uint id;
        do
        {
            id = keys.CurrentId;
            BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], id);
        }
        while (!keys.TryMac(id, bytes[..SignedBytes], bytes[SignedBytes..]));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Good here means: whole and signed by us.</summary>
    public static TicketStatus Read(ReadOnlySpan<char> text, KeyRing keys, out Ticket ticket)
    {
        ticket = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length != Characters) return TicketStatus.Malformed;
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != Bytes) return TicketStatus.Malformed;
        return Read(bytes, keys, out ticket);
    }

    public static TicketStatus Read(ReadOnlySpan<byte> bytes, KeyRing keys, out Ticket ticket)
    {
        ticket = default;
        if (bytes.Length != Bytes || bytes[0] != Version) return TicketStatus.Malformed;
        Span<byte> mac = stackalloc byte[KeyRing.MacBytes];
        if (!keys.TryMac(BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), bytes[..SignedBytes], mac)) return TicketStatus.UnknownKey;
        // In constant time, or a forger could find the signature byte by byte.
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[SignedBytes..])) return TicketStatus.Forged;
        ticket = new Ticket
        {
            Kind = (TicketKind)bytes[1],
            Strength = (AuthenticationStrength)bytes[2],
            Roles = (TicketRoles)bytes[3] & AllRoles,
            Id = BinaryPrimitives.ReadUInt128BigEndian(bytes[8..]),
            Account = BinaryPrimitives.ReadInt64BigEndian(bytes[24..]),
            Tenant = BinaryPrimitives.ReadInt64BigEndian(bytes[32..]),
            Device = BinaryPrimitives.ReadInt64BigEndian(bytes[40..]),
            StartedUnixMilliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes[48..]),
            IssuedUnixMilliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes[56..]),
            LifetimeSeconds = BinaryPrimitives.ReadUInt32BigEndian(bytes[64..]),
        };
        return TicketStatus.Good;
    }
}
