using System.Text.Json.Serialization;

namespace Sekisho.Inspect.Verdicts;

/// <summary>The closed list of reasons. In JSON and in the log each has its stable name.</summary>
public enum ReasonCode
{
    /// <summary>The antivirus scanner named a signature.</summary>
    [JsonStringEnumMemberName("malware")]
    Malware,

    /// <summary>An attachment is of a type on the block list, by name or by content.</summary>
    [JsonStringEnumMemberName("attachment_blocked")]
    AttachmentBlocked,

    /// <summary>An attachment's content is of another type than its name says, and the true one is dangerous.</summary>
    [JsonStringEnumMemberName("attachment_disguised")]
    AttachmentDisguised,

    /// <summary>An archive claims to unpack to so much that it cannot be inspected.</summary>
    [JsonStringEnumMemberName("archive_bomb")]
    ArchiveBomb,

    /// <summary>A document runs code or commands by itself that reach outside of it.</summary>
    [JsonStringEnumMemberName("document_dangerous")]
    DocumentDangerous,

    /// <summary>An attachment is locked with a password and could not be looked into.</summary>
    [JsonStringEnumMemberName("attachment_locked")]
    AttachmentLocked,

    /// <summary>The structure can be read in two ways, so that two programs would see different messages.</summary>
    [JsonStringEnumMemberName("structure_ambiguous")]
    StructureAmbiguous,

    /// <summary>The structure exceeds a limit (depth, parts, headers), so that not all of it could be looked at.</summary>
    [JsonStringEnumMemberName("structure_limit")]
    StructureLimit,

    /// <summary>Inspection was not ready in time.</summary>
    [JsonStringEnumMemberName("inspection_timeout")]
    InspectionTimeout,

    /// <summary>The inspecting worker died over this message.</summary>
    [JsonStringEnumMemberName("inspection_crashed")]
    InspectionCrashed,

    /// <summary>No worker could be reached.</summary>
    [JsonStringEnumMemberName("inspection_unavailable")]
    InspectionUnavailable,

    /// <summary>The antivirus scanner is configured but did not answer in time or not sensibly.</summary>
    [JsonStringEnumMemberName("scanner_unavailable")]
    ScannerUnavailable,

    /// <summary>The antivirus scanner takes no message of this size, so that not all of it was scanned.</summary>
    [JsonStringEnumMemberName("scan_incomplete")]
    ScanIncomplete,

    /// <summary>DMARC fails, and the domain's owner wants such mail refused.</summary>
    [JsonStringEnumMemberName("dmarc_reject")]
    DmarcReject,

    /// <summary>DMARC fails, and the domain's owner wants such mail taken for suspicious.</summary>
    [JsonStringEnumMemberName("dmarc_quarantine")]
    DmarcQuarantine,

    /// <summary>The message wants to make people give away a password or another credential.</summary>
    [JsonStringEnumMemberName("credential_phishing")]
    CredentialPhishing,

    /// <summary>The message claims to come from a well-known organisation and does not.</summary>
    [JsonStringEnumMemberName("brand_impersonation")]
    BrandImpersonation,

    /// <summary>A domain is made to be taken for another one.</summary>
    [JsonStringEnumMemberName("lookalike_domain")]
    LookalikeDomain,

    /// <summary>A page builds a file in the reader's browser, past those who look at attachments.</summary>
    [JsonStringEnumMemberName("html_smuggling")]
    HtmlSmuggling,

    /// <summary>A picture carries a code with an address, past those who look at links.</summary>
    [JsonStringEnumMemberName("qr_phishing")]
    QrPhishing,

    /// <summary>The message wants people to call a telephone number of fraudsters.</summary>
    [JsonStringEnumMemberName("callback_phishing")]
    CallbackPhishing,

    /// <summary>The message poses as a colleague or partner to get money or data.</summary>
    [JsonStringEnumMemberName("business_email_compromise")]
    BusinessEmailCompromise,

    /// <summary>The message threatens and wants money.</summary>
    [JsonStringEnumMemberName("extortion")]
    Extortion,

    /// <summary>The message promises money and wants some first.</summary>
    [JsonStringEnumMemberName("advance_fee")]
    AdvanceFee,

    /// <summary>A link hides or disguises where it leads.</summary>
    [JsonStringEnumMemberName("suspicious_link")]
    SuspiciousLink,

    /// <summary>A link goes through somebody else's site to hide where it leads.</summary>
    [JsonStringEnumMemberName("open_redirect")]
    OpenRedirect,

    /// <summary>The sender that people see is not the sender.</summary>
    [JsonStringEnumMemberName("sender_impersonation")]
    SenderImpersonation,

    /// <summary>Nothing proves that the message comes from whom it says.</summary>
    [JsonStringEnumMemberName("sender_unverified")]
    SenderUnverified,

    /// <summary>An attachment is of a form that attackers use and others hardly ever do.</summary>
    [JsonStringEnumMemberName("suspicious_attachment")]
    SuspiciousAttachment,

    /// <summary>Header or structure are such as ordinary mail programs do not make.</summary>
    [JsonStringEnumMemberName("suspicious_structure")]
    SuspiciousStructure,

    /// <summary>The words of the message are those of unwanted advertising.</summary>
    [JsonStringEnumMemberName("spam_content")]
    SpamContent,

    /// <summary>The message goes to very many.</summary>
    [JsonStringEnumMemberName("bulk")]
    Bulk,

    /// <summary>The trained classifier says so.</summary>
    [JsonStringEnumMemberName("classifier")]
    Classifier,

    /// <summary>A list of bad addresses or domains names the sender or a link.</summary>
    [JsonStringEnumMemberName("reputation")]
    Reputation,

    /// <summary>Nobody here has had mail with this sender before.</summary>
    [JsonStringEnumMemberName("first_contact")]
    FirstContact,

    /// <summary>The operator or the recipient does not want mail of this sender.</summary>
    [JsonStringEnumMemberName("block_list")]
    BlockList,

    /// <summary>Something speaks for the sender.</summary>
    [JsonStringEnumMemberName("trusted_sender")]
    TrustedSender,

    /// <summary>Nobody has looked at the message: it came from a network whose mail the operator has exempted from inspection.</summary>
    [JsonStringEnumMemberName("exempt_network")]
    ExemptNetwork,

    /// <summary>An operator decided so.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator,
}
