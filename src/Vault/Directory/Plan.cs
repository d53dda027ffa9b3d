using Sekisho.Sealing.Secrets;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;

namespace Sekisho.Vault.Directory;

/// <summary>One account of an import on its way into the database.</summary>
/// <param name="tenant">Whose it is.</param>
/// <param name="tag">The tag of its address.</param>
/// <param name="tenantKey">The tenant's key.</param>
/// <param name="record">What is stored of it.</param>
/// <param name="logIn">What it logs in with; null for nothing.</param>
/// <param name="known">Its number when it exists already, or 0.</param>
internal sealed class Plan(long tenant, byte[] tag, SecretBytes tenantKey, AccountRecord record, LogInRecord? logIn, long known)
{
    public long Tenant => tenant;

    public byte[] Tag => tag;

    /// <summary>The account's number.</summary>
    public long Number { get; set; } = known;

    public bool IsNew { get; } = known == 0;

    public byte[] Sealed { get; private set; } = [];

    public byte[]? SealedLogIn { get; private set; }

    public NewPair? Content { get; private set; }

    public NewPair? Index { get; private set; }

    public byte[] WrappedContent { get; private set; } = [];

    public byte[] WrappedIndex { get; private set; } = [];

    /// <summary>Seals the records and makes the keys; on any thread.</summary>
    public void MakeKeys()
    {
        Sealed = DirectoryRows.Seal(tenantKey.Span, Number, record);
        SealedLogIn = DirectoryRows.Seal(tenantKey.Span, Number, logIn);
        if (!IsNew) return;
        Content = NewPair.Make();
        Index = NewPair.Make();
        WrappedContent = Content.Wrap(tenantKey.Span, KeyPairKind.Content, tenant, Number);
        WrappedIndex = Index.Wrap(tenantKey.Span, KeyPairKind.Index, tenant, Number);
    }
}
