namespace Sekisho.Edge.Greylisting;

/// <summary>What greylisting did to a message, as it is counted.</summary>
internal enum GreylistCounter
{
    /// <summary>It was asked to come again.</summary>
    Deferred,

    /// <summary>It came again in time and was taken.</summary>
    Passed,

    /// <summary>Its sender had passed before.</summary>
    Remembered,

    /// <summary>So much waited already that it was taken without a wait.</summary>
    Full,

    /// <summary>SPF, DKIM or DMARC passes: never asked to wait.</summary>
    Authenticated,

    /// <summary>The recipients' tenants know the sender: never asked to wait.</summary>
    Known,

    /// <summary>An account of ours sends: never asked to wait.</summary>
    Submitted,
}
