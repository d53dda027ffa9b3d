namespace Sekisho.Identity.Throttling;

/// <summary>Whose allowance an attempt uses. The failures of one lane never delay another.</summary>
public enum ThrottleLane
{
    /// <summary>Nothing is known of device or network: counted for the account from this network, for the network and for its surroundings.</summary>
    Stranger,

    /// <summary>The account has logged in from this network lately: counted for this account from this network alone.</summary>
    KnownNetwork,

    /// <summary>The device has logged in to this account before: counted for this account on this device alone.</summary>
    KnownDevice,
}
