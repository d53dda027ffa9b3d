using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Brands;

/// <summary>The facts of the brands signal.</summary>
internal static class BrandFacts
{
    public static readonly Fact Owner = Fact.List("brand.sender", "Well-known names that own the domain of the From address (Domains/brands.txt); not proved by authentication here.", "PayPal");
    public static readonly Fact InName = Fact.List("brand.false_name", "Well-known names in the display name of From that do not own the From address's domain.", "PayPal");
    public static readonly Fact Posed = Fact.List("brand.posed", "Those of them that the display name is all about (\"PayPal Support\"), and to which no click leads.", "PayPal");
    public static readonly Fact Disguised = Fact.List("brand.disguised", "Well-known names written in name, subject or first lines with letters that only look like theirs: other scripts, styles, invisible ones between, a capital I for an l.", "PayPal");
    public static readonly Fact InSubject = Fact.List("brand.false_subject", "The same for the subject, where no click leads to them either.", "PayPal");
    public static readonly Fact InText = Fact.List("brand.false_text", "The same for the text, where it opens with the name, signs with it or has it in the copyright line.", "PayPal");
    public static readonly Fact InPictures = Fact.List("brand.false_pictures", "Well-known names whose own servers give pictures, although they neither own the From address nor does a click lead to them.", "Netflix");
    public static readonly Fact InAddress = Fact.List("brand.false_address", "Well-known names that stand in the From address without owning its domain: before the at sign, or in a domain made to be taken for theirs.", "PayPal");
    public static readonly Fact Unlinked = Fact.Truth("brand.sender_unlinked", "A well-known name owns the From address's domain, there are clicks over the web, and none leads to its sites.");
    public static readonly Fact LinksThere = Fact.Truth("brand.linked", "A click leads to a well-known name that name or subject give.");

    public static readonly Fact NoDomain = Fact.Truth("from.no_domain", "The From address is not one that the Internet could deliver to: its domain has one label, or characters that no domain has.");
    public static readonly Fact Role = Fact.Truth("from.role", "The part of the From address before the at sign is that of a program or an office (noreply, support, info), or says nothing.");
    public static readonly Fact Freemail = Fact.Truth("from.freemail", "The From address is one of a service where anyone has addresses.");
    public static readonly Fact Authority = Fact.Truth("from.authority", "The display name is that of a police, court, ministry or other authority, and the address one of a service where anyone has addresses.");
    public static readonly Fact Tenant = Fact.Truth("from.tenant", "The From domain is a name below a large service, given to anyone within a minute (onmicrosoft.com, firebaseapp.com).");
    public static readonly Fact Cheap = Fact.Truth("from.cheap_name", "The From domain is under an ending where names cost next to nothing.");
    public static readonly Fact Random = Fact.Truth("from.random_name", "The From domain looks made by chance.");
    public static readonly Fact RandomLocal = Fact.Truth("from.random_local", "The part of the From address before the at sign looks made by chance; not where the domain is that of a well-known name.");
    public static readonly Fact NameDomain = Fact.Text("from.name_domain", "The name of a site in the display name of From that is not the sender's.", "ssa.gov");
    public static readonly Fact Lookalike = Fact.Text("from.lookalike", "The brand that the From domain is made to be taken for, and how.", "PayPal (one letter off)");
    public static readonly Fact Several = Fact.Truth("from.several_names", "From names several senders, or one sender several times.");
    public static readonly Fact Recipient = Fact.Truth("from.recipient", "From shows the recipient's own address or its domain's, in address or name.");
    public static readonly Fact ReplyFreemail = Fact.Truth("reply_to.freemail", "Answers go to an address of a service where anyone has addresses, and From is not of that service.");
    public static readonly Fact SubjectRecipient = Fact.Truth("subject.recipient", "The subject holds the recipient's address.");
    public static readonly Fact SubjectName = Fact.Truth("subject.recipient_name", "The subject holds the part before the at sign of the recipient's address.");
    public static readonly Fact TextRecipient = Fact.Truth("text.recipient", "The first lines of the text address the recipient by mail address.");
    public static readonly Fact Pictures = Fact.Number("head.pictures", "Emoji and other picture signs in the sender's name and the subject.", "2");
    public static readonly Fact FalseReply = Fact.Truth("subject.false_reply", "The subject says that the message answers or forwards one (Re:, Fw:), and the header names none.");

    public static FactGroup Group { get; } = FactGroup.Of("Brands", "Whom the message says it is from, and whether anything in it belongs to them.",
        Owner, InName, Posed, Disguised, InSubject, InText, InPictures, InAddress, Unlinked, LinksThere, NoDomain, Role, Freemail, Authority, Tenant, Cheap, Random, RandomLocal, NameDomain, Lookalike, Several, Recipient, ReplyFreemail,
        SubjectRecipient, SubjectName, TextRecipient, Pictures, FalseReply);
}
