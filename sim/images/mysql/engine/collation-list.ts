/** SHOW CHARACTER SET, between bars: name, description, usual collation, bytes of a character. */
export const CHARSET_LIST = `
armscii8=ARMSCII-8 Armenian=armscii8_general_ci=1|ascii=US ASCII=ascii_general_ci=1
big5=Big5 Traditional Chinese=big5_chinese_ci=2|binary=Binary pseudo charset=binary=1
cp1250=Windows Central European=cp1250_general_ci=1|cp1251=Windows Cyrillic=cp1251_general_ci=1
cp1256=Windows Arabic=cp1256_general_ci=1|cp1257=Windows Baltic=cp1257_general_ci=1
cp850=DOS West European=cp850_general_ci=1|cp852=DOS Central European=cp852_general_ci=1
cp866=DOS Russian=cp866_general_ci=1|cp932=SJIS for Windows Japanese=cp932_japanese_ci=2
dec8=DEC West European=dec8_swedish_ci=1|eucjpms=UJIS for Windows Japanese=eucjpms_japanese_ci=3
euckr=EUC-KR Korean=euckr_korean_ci=2
gb18030=China National Standard GB18030=gb18030_chinese_ci=4
gb2312=GB2312 Simplified Chinese=gb2312_chinese_ci=2|gbk=GBK Simplified Chinese=gbk_chinese_ci=2
geostd8=GEOSTD8 Georgian=geostd8_general_ci=1|greek=ISO 8859-7 Greek=greek_general_ci=1
hebrew=ISO 8859-8 Hebrew=hebrew_general_ci=1|hp8=HP West European=hp8_english_ci=1
keybcs2=DOS Kamenicky Czech-Slovak=keybcs2_general_ci=1
koi8r=KOI8-R Relcom Russian=koi8r_general_ci=1|koi8u=KOI8-U Ukrainian=koi8u_general_ci=1
latin1=cp1252 West European=latin1_swedish_ci=1
latin2=ISO 8859-2 Central European=latin2_general_ci=1
latin5=ISO 8859-9 Turkish=latin5_turkish_ci=1|latin7=ISO 8859-13 Baltic=latin7_general_ci=1
macce=Mac Central European=macce_general_ci=1|macroman=Mac West European=macroman_general_ci=1
sjis=Shift-JIS Japanese=sjis_japanese_ci=2|swe7=7bit Swedish=swe7_swedish_ci=1
tis620=TIS620 Thai=tis620_thai_ci=1|ucs2=UCS-2 Unicode=ucs2_general_ci=2
ujis=EUC-JP Japanese=ujis_japanese_ci=3|utf16=UTF-16 Unicode=utf16_general_ci=4
utf16le=UTF-16LE Unicode=utf16le_general_ci=4|utf32=UTF-32 Unicode=utf32_general_ci=4
utf8mb3=UTF-8 Unicode=utf8mb3_general_ci=3|utf8mb4=UTF-8 Unicode=utf8mb4_0900_ai_ci=4
`;

/**
 * SHOW COLLATION, between bars: name, number, sort length, `*` for the usual one of its character
 * set, `n` for NO PAD.
 */
export const COLLATION_LIST = `
armscii8_bin 64 1|armscii8_general_ci 32 1 *|ascii_bin 65 1|ascii_general_ci 11 1 *
big5_bin 84 1|big5_chinese_ci 1 1 *|binary 63 1 * n|cp1250_bin 66 1|cp1250_croatian_ci 44 1
cp1250_czech_cs 34 2|cp1250_general_ci 26 1 *|cp1250_polish_ci 99 1|cp1251_bin 50 1
cp1251_bulgarian_ci 14 1|cp1251_general_ci 51 1 *|cp1251_general_cs 52 1
cp1251_ukrainian_ci 23 1|cp1256_bin 67 1|cp1256_general_ci 57 1 *|cp1257_bin 58 1
cp1257_general_ci 59 1 *|cp1257_lithuanian_ci 29 1|cp850_bin 80 1|cp850_general_ci 4 1 *
cp852_bin 81 1|cp852_general_ci 40 1 *|cp866_bin 68 1|cp866_general_ci 36 1 *|cp932_bin 96 1
cp932_japanese_ci 95 1 *|dec8_bin 69 1|dec8_swedish_ci 3 1 *|eucjpms_bin 98 1
eucjpms_japanese_ci 97 1 *|euckr_bin 85 1|euckr_korean_ci 19 1 *|gb18030_bin 249 1
gb18030_chinese_ci 248 2 *|gb18030_unicode_520_ci 250 8|gb2312_bin 86 1|gb2312_chinese_ci 24 1 *
gbk_bin 87 1|gbk_chinese_ci 28 1 *|geostd8_bin 93 1|geostd8_general_ci 92 1 *|greek_bin 70 1
greek_general_ci 25 1 *|hebrew_bin 71 1|hebrew_general_ci 16 1 *|hp8_bin 72 1
hp8_english_ci 6 1 *|keybcs2_bin 73 1|keybcs2_general_ci 37 1 *|koi8r_bin 74 1
koi8r_general_ci 7 1 *|koi8u_bin 75 1|koi8u_general_ci 22 1 *|latin1_bin 47 1
latin1_danish_ci 15 1|latin1_general_ci 48 1|latin1_general_cs 49 1|latin1_german1_ci 5 1
latin1_german2_ci 31 2|latin1_spanish_ci 94 1|latin1_swedish_ci 8 1 *|latin2_bin 77 1
latin2_croatian_ci 27 1|latin2_czech_cs 2 4|latin2_general_ci 9 1 *|latin2_hungarian_ci 21 1
latin5_bin 78 1|latin5_turkish_ci 30 1 *|latin7_bin 79 1|latin7_estonian_cs 20 1
latin7_general_ci 41 1 *|latin7_general_cs 42 1|macce_bin 43 1|macce_general_ci 38 1 *
macroman_bin 53 1|macroman_general_ci 39 1 *|sjis_bin 88 1|sjis_japanese_ci 13 1 *|swe7_bin 82 1
swe7_swedish_ci 10 1 *|tis620_bin 89 1|tis620_thai_ci 18 4 *|ucs2_bin 90 1
ucs2_croatian_ci 149 8|ucs2_czech_ci 138 8|ucs2_danish_ci 139 8|ucs2_esperanto_ci 145 8
ucs2_estonian_ci 134 8|ucs2_general_ci 35 1 *|ucs2_general_mysql500_ci 159 1
ucs2_german2_ci 148 8|ucs2_hungarian_ci 146 8|ucs2_icelandic_ci 129 8|ucs2_latvian_ci 130 8
ucs2_lithuanian_ci 140 8|ucs2_persian_ci 144 8|ucs2_polish_ci 133 8|ucs2_romanian_ci 131 8
ucs2_roman_ci 143 8|ucs2_sinhala_ci 147 8|ucs2_slovak_ci 141 8|ucs2_slovenian_ci 132 8
ucs2_spanish2_ci 142 8|ucs2_spanish_ci 135 8|ucs2_swedish_ci 136 8|ucs2_turkish_ci 137 8
ucs2_unicode_520_ci 150 8|ucs2_unicode_ci 128 8|ucs2_vietnamese_ci 151 8|ujis_bin 91 1
ujis_japanese_ci 12 1 *|utf16le_bin 62 1|utf16le_general_ci 56 1 *|utf16_bin 55 1
utf16_croatian_ci 122 8|utf16_czech_ci 111 8|utf16_danish_ci 112 8|utf16_esperanto_ci 118 8
utf16_estonian_ci 107 8|utf16_general_ci 54 1 *|utf16_german2_ci 121 8|utf16_hungarian_ci 119 8
utf16_icelandic_ci 102 8|utf16_latvian_ci 103 8|utf16_lithuanian_ci 113 8|utf16_persian_ci 117 8
utf16_polish_ci 106 8|utf16_romanian_ci 104 8|utf16_roman_ci 116 8|utf16_sinhala_ci 120 8
utf16_slovak_ci 114 8|utf16_slovenian_ci 105 8|utf16_spanish2_ci 115 8|utf16_spanish_ci 108 8
utf16_swedish_ci 109 8|utf16_turkish_ci 110 8|utf16_unicode_520_ci 123 8|utf16_unicode_ci 101 8
utf16_vietnamese_ci 124 8|utf32_bin 61 1|utf32_croatian_ci 181 8|utf32_czech_ci 170 8
utf32_danish_ci 171 8|utf32_esperanto_ci 177 8|utf32_estonian_ci 166 8|utf32_general_ci 60 1 *
utf32_german2_ci 180 8|utf32_hungarian_ci 178 8|utf32_icelandic_ci 161 8|utf32_latvian_ci 162 8
utf32_lithuanian_ci 172 8|utf32_persian_ci 176 8|utf32_polish_ci 165 8|utf32_romanian_ci 163 8
utf32_roman_ci 175 8|utf32_sinhala_ci 179 8|utf32_slovak_ci 173 8|utf32_slovenian_ci 164 8
utf32_spanish2_ci 174 8|utf32_spanish_ci 167 8|utf32_swedish_ci 168 8|utf32_turkish_ci 169 8
utf32_unicode_520_ci 182 8|utf32_unicode_ci 160 8|utf32_vietnamese_ci 183 8|utf8mb3_bin 83 1
utf8mb3_croatian_ci 213 8|utf8mb3_czech_ci 202 8|utf8mb3_danish_ci 203 8
utf8mb3_esperanto_ci 209 8|utf8mb3_estonian_ci 198 8|utf8mb3_general_ci 33 1 *
utf8mb3_general_mysql500_ci 223 1|utf8mb3_german2_ci 212 8|utf8mb3_hungarian_ci 210 8
utf8mb3_icelandic_ci 193 8|utf8mb3_latvian_ci 194 8|utf8mb3_lithuanian_ci 204 8
utf8mb3_persian_ci 208 8|utf8mb3_polish_ci 197 8|utf8mb3_romanian_ci 195 8
utf8mb3_roman_ci 207 8|utf8mb3_sinhala_ci 211 8|utf8mb3_slovak_ci 205 8
utf8mb3_slovenian_ci 196 8|utf8mb3_spanish2_ci 206 8|utf8mb3_spanish_ci 199 8
utf8mb3_swedish_ci 200 8|utf8mb3_tolower_ci 76 1|utf8mb3_turkish_ci 201 8
utf8mb3_unicode_520_ci 214 8|utf8mb3_unicode_ci 192 8|utf8mb3_vietnamese_ci 215 8
utf8mb4_0900_ai_ci 255 0 * n|utf8mb4_0900_as_ci 305 0 n|utf8mb4_0900_as_cs 278 0 n
utf8mb4_0900_bin 309 1 n|utf8mb4_bg_0900_ai_ci 318 0 n|utf8mb4_bg_0900_as_cs 319 0 n
utf8mb4_bin 46 1|utf8mb4_bs_0900_ai_ci 316 0 n|utf8mb4_bs_0900_as_cs 317 0 n
utf8mb4_croatian_ci 245 8|utf8mb4_cs_0900_ai_ci 266 0 n|utf8mb4_cs_0900_as_cs 289 0 n
utf8mb4_czech_ci 234 8|utf8mb4_danish_ci 235 8|utf8mb4_da_0900_ai_ci 267 0 n
utf8mb4_da_0900_as_cs 290 0 n|utf8mb4_de_pb_0900_ai_ci 256 0 n|utf8mb4_de_pb_0900_as_cs 279 0 n
utf8mb4_eo_0900_ai_ci 273 0 n|utf8mb4_eo_0900_as_cs 296 0 n|utf8mb4_esperanto_ci 241 8
utf8mb4_estonian_ci 230 8|utf8mb4_es_0900_ai_ci 263 0 n|utf8mb4_es_0900_as_cs 286 0 n
utf8mb4_es_trad_0900_ai_ci 270 0 n|utf8mb4_es_trad_0900_as_cs 293 0 n
utf8mb4_et_0900_ai_ci 262 0 n|utf8mb4_et_0900_as_cs 285 0 n|utf8mb4_general_ci 45 1
utf8mb4_german2_ci 244 8|utf8mb4_gl_0900_ai_ci 320 0 n|utf8mb4_gl_0900_as_cs 321 0 n
utf8mb4_hr_0900_ai_ci 275 0 n|utf8mb4_hr_0900_as_cs 298 0 n|utf8mb4_hungarian_ci 242 8
utf8mb4_hu_0900_ai_ci 274 0 n|utf8mb4_hu_0900_as_cs 297 0 n|utf8mb4_icelandic_ci 225 8
utf8mb4_is_0900_ai_ci 257 0 n|utf8mb4_is_0900_as_cs 280 0 n|utf8mb4_ja_0900_as_cs 303 0 n
utf8mb4_ja_0900_as_cs_ks 304 24 n|utf8mb4_latvian_ci 226 8|utf8mb4_la_0900_ai_ci 271 0 n
utf8mb4_la_0900_as_cs 294 0 n|utf8mb4_lithuanian_ci 236 8|utf8mb4_lt_0900_ai_ci 268 0 n
utf8mb4_lt_0900_as_cs 291 0 n|utf8mb4_lv_0900_ai_ci 258 0 n|utf8mb4_lv_0900_as_cs 281 0 n
utf8mb4_mn_cyrl_0900_ai_ci 322 0 n|utf8mb4_mn_cyrl_0900_as_cs 323 0 n
utf8mb4_nb_0900_ai_ci 310 0 n|utf8mb4_nb_0900_as_cs 311 0 n|utf8mb4_nn_0900_ai_ci 312 0 n
utf8mb4_nn_0900_as_cs 313 0 n|utf8mb4_persian_ci 240 8|utf8mb4_pl_0900_ai_ci 261 0 n
utf8mb4_pl_0900_as_cs 284 0 n|utf8mb4_polish_ci 229 8|utf8mb4_romanian_ci 227 8
utf8mb4_roman_ci 239 8|utf8mb4_ro_0900_ai_ci 259 0 n|utf8mb4_ro_0900_as_cs 282 0 n
utf8mb4_ru_0900_ai_ci 306 0 n|utf8mb4_ru_0900_as_cs 307 0 n|utf8mb4_sinhala_ci 243 8
utf8mb4_sk_0900_ai_ci 269 0 n|utf8mb4_sk_0900_as_cs 292 0 n|utf8mb4_slovak_ci 237 8
utf8mb4_slovenian_ci 228 8|utf8mb4_sl_0900_ai_ci 260 0 n|utf8mb4_sl_0900_as_cs 283 0 n
utf8mb4_spanish2_ci 238 8|utf8mb4_spanish_ci 231 8|utf8mb4_sr_latn_0900_ai_ci 314 0 n
utf8mb4_sr_latn_0900_as_cs 315 0 n|utf8mb4_sv_0900_ai_ci 264 0 n|utf8mb4_sv_0900_as_cs 287 0 n
utf8mb4_swedish_ci 232 8|utf8mb4_tr_0900_ai_ci 265 0 n|utf8mb4_tr_0900_as_cs 288 0 n
utf8mb4_turkish_ci 233 8|utf8mb4_unicode_520_ci 246 8|utf8mb4_unicode_ci 224 8
utf8mb4_vietnamese_ci 247 8|utf8mb4_vi_0900_ai_ci 277 0 n|utf8mb4_vi_0900_as_cs 300 0 n
utf8mb4_zh_0900_as_cs 308 0 n
`;
