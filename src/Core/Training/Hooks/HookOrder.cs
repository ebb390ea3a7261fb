namespace SparseGen;

/// <summary>Finds orders of hooks that make no sense.</summary>
internal static class HookOrder
{
    /// <summary>Checks every hook against every hook behind it.</summary>
    /// <exception cref="InvalidOperationException">An order makes no sense; the message says which hooks, why, and what to do.</exception>
    public static void Check(IReadOnlyList<ITrainingHook> hooks)
    {
        for (int outer = 0; outer < hooks.Count; outer++)
        {
            for (int inner = outer + 1; inner < hooks.Count; inner++)
            {
                if (ReferenceEquals(hooks[outer], hooks[inner]))
                {
                    throw new InvalidOperationException(
                        $"Hooks[{outer}] and Hooks[{inner}] are the same {Name(hooks[outer])}; a hook keeps vectors for one place in the list, "
                        + "so make a second one.");
                }

                HookEffects refused = hooks[outer].RefusedBehind & hooks[inner].Effects;
                if (refused != HookEffects.None)
                {
                    throw new InvalidOperationException(
                        $"Hooks[{inner}], {Name(hooks[inner])}, cannot stand behind Hooks[{outer}], {Name(hooks[outer])}: {Reason(refused)}; "
                        + $"{Remedy(hooks[outer], hooks[inner])}. The first hook of the list is the outermost.");
                }
            }
        }
    }

    private static string Name(ITrainingHook hook) => hook.GetType().Name;

    /// <summary>The other order is proposed only where it would be accepted.</summary>
    private static string Remedy(ITrainingHook outer, ITrainingHook inner) =>
        (inner.RefusedBehind & outer.Effects) == HookEffects.None ? "put it in front" : "remove one of the two";

    private static string Reason(HookEffects refused) => refused switch
    {
        _ when refused.HasFlag(HookEffects.ChangesBatch) => "it changes the batch, while the hook in front of it needs the batch of the step",
        _ when refused.HasFlag(HookEffects.RescalesGradient) => "it rescales the gradient, while the hook in front of it needs the gradient of the loss",
        _ when refused.HasFlag(HookEffects.FollowsLoss) =>
            "it turns the gradient round where the loss is low, while the hook in front of it needs the gradient of the loss as it is",
        _ when refused.HasFlag(HookEffects.LooksAhead) =>
            "it leaves a gradient from other parameters, while the hook in front of it needs the gradient at the parameters that it asks for",
        _ when refused.HasFlag(HookEffects.RegularizesGradient) =>
            "it adds a term made of gradients, while the hook in front of it needs the gradient of the loss itself",
        _ when refused.HasFlag(HookEffects.CombinesBatches) =>
            "it adds gradients of several batches, while the hook in front of it needs the gradient of the one that it hands on",
        _ when refused.HasFlag(HookEffects.NeedsLabels) => "it needs labels, while the hook in front of it hands on target numbers",
        _ => "it may do anything, while the hook in front of it needs the model's own gradient and has to be the innermost",
    };
}
