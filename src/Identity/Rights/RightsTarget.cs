using System.Runtime.InteropServices;

namespace Sekisho.Identity.Rights;

/// <summary>To whom or what it is to be done.</summary>
/// <param name="Tenant">The number of the tenant that it belongs to; null for the system as a whole.</param>
/// <param name="Account">The number of the account that it belongs to; null for the tenant as a whole.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RightsTarget(long? Tenant, long? Account = null)
{
    /// <summary>The system as a whole.</summary>
    public static RightsTarget System => default;
}
