using Sekisho.Identity.Scram;
using Sekisho.Store.Database;
using Sekisho.Store.Published;

namespace Sekisho.Store.Directory;

/// <summary>The verifier of an address; for one that cannot log in the one of nobody, so that both take the same way.</summary>
internal sealed class FindVerifier(ReaderPool readers, LoginKey key)
{
    /// <returns>The address in the directory's form, or null for nobody; and the verifier to check against.</returns>
    public async ValueTask<(string? Account, ScramVerifier Verifier)> ByAddressAsync(string address, CancellationToken cancellation)
    {
        var known = AddressParts.TryParse(address, out var parts);
        var name = known ? parts!.Address : address.Length > AddressParts.LongestAddress ? "" : address;
        var verifier = await readers.ReadAsync(connection => Read(connection, name), cancellation).ConfigureAwait(false);
        var nobody = key.VerifierOfNobody(name);
        return verifier is null ? (null, nobody) : (name, verifier);
    }

    private static ScramVerifier? Read(Connection connection, string address)
    {
        using var rows = connection.Query(DirectorySql.Verifier, address);
        return rows.Next()
            ? new ScramVerifier(rows.Bytes(0).ToArray(), (int)rows.Number(1), rows.Bytes(2).ToArray(), rows.Bytes(3).ToArray())
            : null;
    }
}
