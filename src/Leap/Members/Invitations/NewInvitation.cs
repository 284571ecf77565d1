namespace Leap.Members.Invitations;

/// <summary>Whom to invite to a firm.</summary>
/// <param name="Language">A code of one of the programme's languages: the mail is written in it.</param>
public sealed record NewInvitation(long FirmId, string Address, string Language, Personas Personas)
{
    /// <summary>Empty when it is not known.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who invites; null: whoever has the command line.</summary>
    public long? InvitedById { get; init; }

    /// <summary>The account that an import made and that waits for its owner; null: none.</summary>
    public long? PersonId { get; init; }

    /// <summary>Whether the person had asked to join.</summary>
    public bool IsAnswer { get; init; }
}
