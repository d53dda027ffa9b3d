namespace Sekisho.Identity.Rights;

/// <summary>How far a permission of a role goes.</summary>
public enum RightsScope
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>One's own account.</summary>
    Own,

    /// <summary>One's own tenant.</summary>
    Tenant,

    /// <summary>Everywhere.</summary>
    All,
}
