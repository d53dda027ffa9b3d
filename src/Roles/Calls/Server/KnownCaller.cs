using Sekisho.Roles.Table;

namespace Sekisho.Roles.Calls.Server;

/// <summary>What a callee knows of somebody who may call: no secret.</summary>
/// <param name="Role">Who it is.</param>
/// <param name="TokenHash">SHA-256 of its call token, 64 hexadecimal digits.</param>
internal sealed record KnownCaller(RoleKind Role, string TokenHash)
{
    /// <summary>Names the token among the others: the first 16 digits of its hash.</summary>
    public string Id => TokenHash[..16];
}
