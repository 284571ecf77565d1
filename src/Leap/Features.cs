using Leap.Access;
using Leap.Audit;
using Leap.Awards;
using Leap.Badges;
using Leap.Corrections;
using Leap.Courses;
using Leap.Data;
using Leap.Imports;
using Leap.Jobs;
using Leap.Joining;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Mergers;
using Leap.Privacy;
using Leap.Products;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Rewards;
using Leap.Sales;
using Leap.Seeding;
using Leap.Settings;
using Leap.Statements;
using Leap.Terms;
using Leap.Tiers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Leap;

/// <summary>Every operation and every reader that pages share, by feature: the map of what Leap can do.</summary>
public static class Features
{
    /// <summary>
    /// Registers the product without web and languages; no job starts by this; register a <see cref="TimeProvider"/> before it to play
    /// another time.
    /// </summary>
    public static IServiceCollection AddLeap(this IServiceCollection services, LeapSettings settings)
    {
        AddPlatform(services, settings);
        AddAccess(services);
        AddJoining(services);
        AddMembers(services);
        AddPoints(services);
        AddActivities(services);
        AddImports(services);

        // Privacy
        services.AddScoped<PersonalFile>();
        services.AddScoped<AskDownload>();
        services.AddScoped<WriteDownloads>();
        services.AddScoped<FetchDownload>();
        services.AddScoped<AskErasure>();
        services.AddScoped<CancelErasure>();
        services.AddScoped<ForfeitPoints>();
        services.AddScoped<ErasedFiles>();
        services.AddScoped<ErasePerson>();
        services.AddScoped<ScrubDatabase>();
        services.AddScoped<CarryOutErasures>();
        services.AddMail<DownloadReadyMail>().AddMail<ErasureAskedMail>();

        // Seeding
        services.AddSingleton(parent => Played(parent, settings));
        services.AddScoped<DemoSeason>();
        return services;
    }

    private static void AddAccess(IServiceCollection services)
    {
        // Sign-in
        services.AddDataProtection().SetApplicationName("leap");
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = PasswordRules.HashIterations);
        services.TryAddScoped<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services.AddSingleton<NobodysPassword>();
        services.AddSingleton<SecondFactorKeys>();
        services.AddScoped<PasswordRules>();
        services.AddScoped<TryLimit>();
        services.AddScoped<CheckPassword>();
        services.AddScoped<CheckCode>();
        services.AddScoped<OpenSession>();
        services.AddScoped<KeepSession>();
        services.AddScoped<EndSessions>();
        services.AddScoped<ForgetSignIns>();

        // Links by mail
        services.AddScoped<MailedLinks>();
        services.AddScoped<SecurityNotices>();
        services.AddScoped<SendSignInLink>();
        services.AddScoped<UseSignInLink>();
        services.AddScoped<SendPasswordLink>();
        services.AddScoped<AskAddressChange>();
        services.AddScoped<ConfirmAddress>();
        services.AddScoped<UndoAddressChange>();

        // What a person signs in with
        services.AddScoped<SetPassword>();
        services.AddScoped<NewRecoveryCodes>();
        services.AddScoped<TurnOnSecondFactor>();
        services.AddScoped<TurnOffSecondFactor>();
        services.AddScoped<MakeRecoveryCodes>();
        services.AddScoped<ResetSignIn>();
        services.AddScoped<AddPasskey>();
        services.AddScoped<RenamePasskey>();
        services.AddScoped<RemovePasskey>();
        services.AddScoped<NotePasskeyUse>();
        services.AddScoped<UseDirectory>();
    }

    private static void AddPoints(IServiceCollection services)
    {
        // Ledger
        services.AddScoped<Journal>();
        services.AddScoped<Balances>();
        services.AddScoped<AccountHistory>();
        services.AddScoped<SpendPoints>();
        services.AddScoped<HoldPoints>();
        services.AddScoped<SettleHold>();
        services.AddScoped<CancelRedemption>();
        services.AddScoped<ReverseEntry>();
        services.AddScoped<ExpireLots>();
        services.AddScoped<CloseBooks>();
        services.AddScoped<SealEntries>();
        services.AddScoped<VerifyLedger>();
        services.AddScoped<RebuildBalances>();
        services.AddScoped<ExportLedger>();
        services.AddScoped<LoadLedger>();

        // Promotions and awards
        services.AddScoped<LivePromotions>();
        services.AddScoped<LaunchPromotion>();
        services.AddScoped<AnnouncePromotions>();
        services.AddScoped<Accruals>();
        services.AddScoped<Referees>();
        services.AddScoped<EarnPoints>();
        services.AddScoped<SettleAwards>();
        services.AddScoped<ReleaseAwards>();
        services.AddScoped<ReverseAwards>();
        services.AddScoped<VerifyAccruals>();

        // Corrections
        services.AddScoped<ManualBooking>();
        services.AddScoped<ProposeManualEntry>();
        services.AddScoped<DecideManualEntry>();

        // Leaderboards
        services.AddScoped<Scores>();
        services.AddScoped<Standings>();
        services.AddScoped<FirmStandings>();
        services.AddScoped<FreezeBoards>();
    }

    private static void AddMembers(IServiceCollection services)
    {
        services.TryAddScoped<ChooseLanguage>();
        services.AddScoped<ChangeProfile>();
        services.AddScoped<ChangeVisibility>();
        services.AddScoped<ChooseMail>();
        services.AddScoped<GivePersonas>();
        services.AddScoped<EndMembership>();
        services.AddScoped<ShareDuties>();
        services.AddScoped<ConsentToMember>();
        services.AddScoped<MovePerson>();
        services.AddScoped<SuspendPerson>();
        services.AddScoped<SuspendFirm>();
        services.AddScoped<GiveStaffRole>();
    }

    private static void AddJoining(IServiceCollection services)
    {
        // Invitations
        services.AddScoped<InvitationLetters>();
        services.AddScoped<InviteColleague>();
        services.AddScoped<SendInvitationAgain>();
        services.AddScoped<RevokeInvitation>();
        services.AddScoped<AcceptInvitation>();

        // Joining by domain
        services.AddScoped<AddDomain>();
        services.AddScoped<RemoveDomain>();
        services.AddScoped<ConfirmDomain>();
        services.AddScoped<SendJoinLink>();
        services.AddScoped<ForgetJoinLinks>();
        services.AddScoped<AskToJoin>();
        services.AddScoped<DecideJoinRequest>();

        // Terms
        services.AddScoped<CurrentTerms>();
        services.AddScoped<RedemptionRights>();
        services.AddScoped<AcceptTerms>();
        services.AddScoped<AcceptFirmTerms>();
        services.AddScoped<DraftTerms>();
        services.AddScoped<WriteTerms>();
        services.AddScoped<PublishTerms>();
        services.AddScoped<DiscardTerms>();
    }

    private static void AddActivities(IServiceCollection services)
    {
        // Sales
        services.AddScoped<SubmitSales>();
        services.AddScoped<PreviewSale>();
        services.AddScoped<SaleExplanations>();
        services.AddScoped<SaleEvidence>();
        services.AddScoped<DecideSales>();
        services.AddScoped<ReturnUnits>();

        // Mergers
        services.AddScoped<MergeFirms>();

        // Courses
        services.AddScoped<ExtraPoints>();
        services.AddScoped<StartAttempt>();
        services.AddScoped<SaveAnswer>();
        services.AddScoped<SubmitAttempt>();
        services.AddScoped<RecordCompletions>();
        services.AddScoped<RemindCertifications>();
        services.AddScoped<AnnounceModules>();

        // Tiers
        services.AddSingleton<TierSpans>();
        services.AddScoped<TierProgress>();
        services.AddScoped<TierOutlook>();
        services.AddScoped<SetTiers>();

        // Badges
        services.AddScoped<AwardBadges>();
        services.AddScoped<ShareBadge>();
        services.AddScoped<ChooseBadgePages>();

        // Statements
        services.AddScoped<Movements>();
        services.AddScoped<AccountLines>();
        services.AddScoped<MovementTable>();
        services.AddScoped<LiabilityReport>();
        services.AddScoped<CloseMonths>();
        services.AddScoped<StatementSheets>();
        services.AddScoped<IssueStatements>();
        services.AddScoped<AnnounceExpiries>();
        services.AddScoped<SendStatementAgain>();
        services.AddScoped<MailQuarters>();
        services.AddScoped<VerifyBooks>();
    }

    /// <summary>In an order in which later files find what they name.</summary>
    private static void AddImports(IServiceCollection services)
    {
        services.AddScoped<RunImport>();
        services.AddScoped<KeepUpload>();
        services.AddScoped<UseUpload>();
        services.AddImport<ImportCountries>();
        services.AddImport<ImportFirms>();
        services.AddImport<ImportPeople>();
        services.AddImport<ImportInvitations>();
        services.AddImport<ImportProducts>();
        services.AddImport<ImportRates>();
        services.AddImport<ImportDistributors>();
        services.AddImport<ImportCourses>();
        services.AddImport<ImportPromotions>();
        services.AddImport<ImportBadges>();
        services.AddImport<ImportRewards>();
        services.AddImport<ImportCompletions>();
        services.AddImport<ImportSales>();
        services.AddImport<ImportSellOut>();
    }

    private static void AddPlatform(IServiceCollection services, LeapSettings settings)
    {
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Calendar>();
        services.AddLeapDb(settings);
        services.AddScoped<Upgrade>();
        services.AddScoped<AuditLog>();
        services.AddLeapMail(settings);
        services.AddLeapJobs(settings, Schedule.Jobs);
        services.AddMail<SignInLinkMail>().AddMail<PasswordLinkMail>().AddMail<ConfirmAddressMail>().AddMail<SecurityNoticeMail>();
        services.AddMail<SaleDecidedMail>().AddMail<BadgeAwardedMail>().AddMail<StatementMail>().AddMail<InvitationMail>();
        services.AddMail<JoinLinkMail>().AddMail<JoinAskedMail>().AddMail<JoinDeclinedMail>();
        services.AddMail<PointsExpiringMail>().AddMail<CertificationDueMail>().AddMail<NewModuleMail>();
        services.AddMail<PromotionLaunchedMail>().AddMail<RequestAnsweredMail>();
        services.AddScoped<Circulars>();
    }

    /// <summary>The product at another time, for history that is played.</summary>
    private static PlayedProgramme Played(IServiceProvider parent, LeapSettings settings) => clock => new ServiceCollection()
        .AddSingleton<TimeProvider>(clock)
        .AddSingleton(parent.GetRequiredService<Languages>())
        .AddLogging()
        .AddLeap(settings)
        .BuildServiceProvider();
}
