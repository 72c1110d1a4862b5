# complete.fish SHARE LINE...: prints "LINE => CANDIDATE" for all that fish offers.
set fish_complete_path $argv[1]/fish/vendor_completions.d
for line in $argv[2..-1]
    for word in (complete -C "$line" | string replace -r '\t.*' '')
        echo "$line => $word"
    end
end
true
