using SparseGen.Tool.Commands;

return CommandLine.Run(args);
