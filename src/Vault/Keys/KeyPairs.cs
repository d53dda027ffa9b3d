using System.Security.Cryptography;
using Sekisho.Sealing;
using Sekisho.Sealing.Keys;
using Sekisho.Store.Published;
using Sekisho.Vault.Database;

namespace Sekisho.Vault.Keys;

/// <summary>The key pairs: made, found, and unwrapped for one use.</summary>
internal static class KeyPairs
{
    /// <summary>What the boxes are for that a kind of key opens (decision 0004): the caller has no choice.</summary>
    public static SealPurpose PurposeOf(KeyPairKind kind) => kind switch
    {
        KeyPairKind.Content => SealPurpose.ContentKey,
        KeyPairKind.Index or KeyPairKind.ArchiveIndex => SealPurpose.Summary,
        KeyPairKind.Quarantine or KeyPairKind.Queue or KeyPairKind.Archive => SealPurpose.MessageKeys,
        KeyPairKind.Trace => SealPurpose.Trace,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It opens no boxes."),
    };

    /// <summary>The name of a key: its row's number, and a random half so that nobody can name a key that they have not seen.</summary>
    public static KeyId IdOf(long number, long mark) => new(((UInt128)(ulong)number << 64) | (ulong)mark);

    /// <summary>Binds a wrap to what it is and whose.</summary>
    public static string ContextOf(KeyPairKind kind, long tenant, long owner) => FormattableString.Invariant($"pair {(int)kind} {tenant} {owner}");

    /// <summary>The key of a name.</summary>
    /// <returns>Null when there is none, or no longer.</returns>
    public static PairRow? Find(Connection db, KeyId id)
    {
        var number = (long)(ulong)(id.Value >> 64);
        var mark = (long)(ulong)id.Value;
        var row = db.First(KeySql.Pair, row => new PairRow(
            number, (KeyPairKind)row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), (byte[])row[4], row.GetInt64(5) != 0), number);
        return row?.Mark == mark ? row : null;
    }

    /// <summary>The newest key of an owner and period.</summary>
    public static PublishedKey? Newest(Connection db, long tenant, long owner, KeyPairKind kind, long period = 0) =>
        db.First(KeySql.PairOf, row => new PublishedKey(IdOf(row.GetInt64(0), row.GetInt64(1)).ToString(), (byte[])row[2]), tenant, owner, (long)kind, period);

    /// <summary>Makes a key pair and its row.</summary>
    public static PublishedKey Add(Connection db, OpenKeys keys, KeyPairKind kind, long tenant, long owner, long period, DateTimeOffset now)
    {
        var tenantKey = keys.Tenant(db, tenant) ?? throw new InvalidOperationException("A key pair is made for a tenant that exists.");
        var pair = NewPair.Make();
        return Add(db, pair, pair.Wrap(tenantKey.Span, kind, tenant, owner), kind, tenant, owner, period, now);
    }

    /// <summary>Stores a key pair whose private key is wrapped already.</summary>
    public static PublishedKey Add(Connection db, NewPair pair, byte[] wrapped, KeyPairKind kind, long tenant, long owner, long period, DateTimeOffset now)
    {
        db.Run(KeySql.AddPair, (long)kind, tenant, owner, period, pair.Mark, now.ToUnixTimeMilliseconds(), pair.Point, wrapped);
        return new PublishedKey(IdOf(db.LastNumber, pair.Mark).ToString(), pair.Point);
    }

    /// <summary>Unwraps a private key: 32 bytes, which the caller wipes.</summary>
    /// <returns>Null when its tenant's key is destroyed, or the row was changed.</returns>
    public static byte[]? Unwrap(Connection db, OpenKeys keys, PairRow row) =>
        keys.Tenant(db, row.Tenant) is { } key ? KeyWrap.Open(key.Span, ContextOf(row.Kind, row.Tenant, row.Owner), row.Mark, row.Wrapped) : null;

    /// <summary>Unwraps a pair that signs; the caller disposes of it.</summary>
    /// <returns>Null when it is none, or gone.</returns>
    public static ECDsa? OpenSigning(Connection db, OpenKeys keys, KeyId id)
    {
        if (Find(db, id) is not { Kind: KeyPairKind.Order } row || Unwrap(db, keys, row) is not { } number) return null;
        try
        {
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = number });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(number);
        }
    }

    /// <summary>Unwraps a pair that opens boxes.</summary>
    public static SealingKeyPair? Open(Connection db, OpenKeys keys, PairRow row)
    {
        if (Unwrap(db, keys, row) is not { } number) return null;
        try
        {
            return SealingKeyPair.Import(row.Id, number);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(number);
        }
    }
}
