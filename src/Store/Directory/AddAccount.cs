using Sekisho.Identity.Passwords;
using Sekisho.Identity.Scram;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Published;

namespace Sekisho.Store.Directory;

/// <summary>Adds an account; replaces its password when it exists. Without a password an existing one is kept.</summary>
internal sealed class AddAccount(Writer writer, ReaderPool readers, ResolveAddress resolve, PasswordDerivation derivation)
{
    public async ValueTask<Account> HandleAsync(AddAccountRequest request, CancellationToken cancellation)
    {
        if (!AddressParts.TryParse(request.Address, out var parts) || parts.Domain.Length == 0)
            throw Rejected($"'{request.Address}' is no address.");

        // Look before the slow derivation; the transaction looks again.
        await readers.ReadAsync(connection => TenantOf(connection, parts), cancellation).ConfigureAwait(false);
        ScramVerifier? verifier = null;
        if (request.Password is not null)
        {
            if (request.Password.Length == 0) throw Rejected("The password is empty.");
            verifier = await derivation.NewVerifierAsync(request.Password, cancellation).ConfigureAwait(false)
                ?? throw Rejected($"The password has control characters or more than {PasswordText.LongestCharacters} characters.");
        }

        return await writer.CommitAsync(transaction => Apply(transaction, parts, verifier)).ConfigureAwait(false);
    }

    private Account Apply(WriteTransaction transaction, AddressParts parts, ScramVerifier? verifier)
    {
        var db = transaction.Db;
        var (tenant, name) = TenantOf(db, parts);
        db.Run(DirectorySql.AddAccount, parts.Address, tenant);
        if (verifier is not null)
            db.Run(DirectorySql.SetVerifier, parts.Address, verifier.Salt, verifier.Iterations, verifier.StoredKey, verifier.ServerKey);
        transaction.AfterCommit(resolve.Forget);
        return new Account(parts.Address, name, db.Number(DirectorySql.CanLogIn, parts.Address) == 1);
    }

    private static (long Number, string Name) TenantOf(Connection connection, AddressParts parts)
    {
        using var rows = connection.Query(DirectorySql.TenantOfDomain, parts.Domain);
        if (!rows.Next()) throw Rejected($"The domain {parts.Domain} belongs to no tenant. Add the tenant first: tenant add NAME --domain {parts.Domain}");
        return (rows.Number(0), rows.Text(1));
    }

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
