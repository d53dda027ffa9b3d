namespace Sekisho.MailAuth.From;

/// <summary>A way in which From may show another sender than the one that is checked. Each is documented in docs/sender-authentication.md.</summary>
public enum FromFindingKind
{
    /// <summary>There is no From field, or none with an address: nothing to check (RFC 5322 §3.6).</summary>
    Missing,

    /// <summary>Several From fields: clients show the first or the last (RFC 5322 §3.6 allows one).</summary>
    SeveralFields,

    /// <summary>Several addresses in From (allowed by RFC 5322 §3.6.2, hardly ever used): clients show one of them.</summary>
    SeveralAddresses,

    /// <summary>The addresses of From are in several domains: which is the author's?</summary>
    SeveralDomains,

    /// <summary>The field breaks the grammar: clients show different senders.</summary>
    Malformed,

    /// <summary>The address has no domain.</summary>
    NoDomain,

    /// <summary>The domain is an address literal: nobody can vouch for it.</summary>
    AddressLiteral,

    /// <summary>A group (RFC 6854) in From: its name is shown, its addresses perhaps not.</summary>
    Group,

    /// <summary>A source route (RFC 5322 §4.4), long obsolete: some readers take its first host for the sender's.</summary>
    Route,

    /// <summary>A comment holds another address: readers that do not know comments show that one.</summary>
    AddressInComment,

    /// <summary>The display name holds an address of another domain: most phones show the name only.</summary>
    AddressInName,

    /// <summary>The local part holds an at sign: cut at the first one, it is another sender.</summary>
    AtInLocalPart,

    /// <summary>An encoded word in the address (RFC 2047 §5 forbids it): readers that decode it see another address.</summary>
    EncodedWordInAddress,

    /// <summary>A control character, NUL among them: readers in C stop there.</summary>
    ControlCharacter,

    /// <summary>A character that nobody sees (zero width, fillers) in name or address.</summary>
    InvisibleCharacter,

    /// <summary>A character that turns the direction of writing: the eye reads another address.</summary>
    BidiControl,

    /// <summary>Bytes that are no UTF-8: every reader guesses another character.</summary>
    UndeclaredBytes,

    /// <summary>A label with letters of several scripts that look alike (Latin with Cyrillic or Greek).</summary>
    MixedScripts,

    /// <summary>A label all of whose letters look like ASCII letters but are not.</summary>
    LooksLikeAscii,

    /// <summary>A label that says it is an A-label ("xn--") but is none, or one of ASCII letters only, or not the one its U-label has (RFC 5890 §2.3.2.1).</summary>
    BadALabel,

    /// <summary>A domain outside ASCII that has no A-label: some readers see another domain.</summary>
    BadULabel,

    /// <summary>Sender names another domain than From: who sends is not who writes.</summary>
    SenderDiffers,
}
