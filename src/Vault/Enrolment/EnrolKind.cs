using System.Text.Json.Serialization;

namespace Sekisho.Vault.Enrolment;

/// <summary>What is done to an account's proofs of identity.</summary>
public enum EnrolKind
{
    /// <summary>A new secret for one-time codes (RFC 6238); it counts once a code has confirmed it.</summary>
    [JsonStringEnumMemberName("codes")]
    Codes,

    /// <summary>Confirms the new secret with its first code; from now on a code is asked for.</summary>
    [JsonStringEnumMemberName("confirm_codes")]
    ConfirmCodes,

    /// <summary>Takes the codes away, and the recovery codes with them.</summary>
    [JsonStringEnumMemberName("remove_codes")]
    RemoveCodes,

    /// <summary>Ten recovery codes in place of the old ones.</summary>
    [JsonStringEnumMemberName("recovery_codes")]
    RecoveryCodes,

    /// <summary>A password for one program that sends mail.</summary>
    [JsonStringEnumMemberName("app_password")]
    AppPassword,

    /// <summary>Takes an app password away.</summary>
    [JsonStringEnumMemberName("remove_app_password")]
    RemoveAppPassword,

    /// <summary>A code with which the person may register one passkey in the browser within a day.</summary>
    [JsonStringEnumMemberName("passkey_code")]
    PasskeyCode,

    /// <summary>Takes a passkey away, and ends all logins of the account.</summary>
    [JsonStringEnumMemberName("remove_passkey")]
    RemovePasskey,

    /// <summary>The password has to be changed at the next login, as after a leak.</summary>
    [JsonStringEnumMemberName("must_change_password")]
    MustChangePassword,
}
