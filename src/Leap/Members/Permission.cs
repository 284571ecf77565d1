namespace Leap.Members;

/// <summary>One thing that someone may look at or do. Which persona or role brings which stands in <see cref="Permissions"/>.</summary>
public enum Permission
{
    /// <summary>One's own points, statements and badges: they stay with the person, also after the last day at a firm.</summary>
    SeeOwnRecord,
    Learn,
    SeeBoards,
    ReportSales,
    SeeFirmSales,
    SeeFirmPoints,
    SeeFirmLearning,
    ShareFirmMaterial,

    /// <summary>Who belongs to the firm, with which personas; invitations and requests to join.</summary>
    ManageMembers,

    /// <summary>Signs for the employer (A2).</summary>
    AcceptFirmTerms,

    SeeSales,
    ReviewSales,
    SeePromotions,
    ManagePromotions,
    SeePeople,
    ManagePeople,
    SeeFirms,
    ManageFirms,
    SeeLedger,
    CorrectLedger,
    CloseBooks,
    SeeOperations,
    Operate,
    SeeAudit,
    ManageStaff,
    AnswerRequests,
}
